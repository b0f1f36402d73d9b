package com.footanalytics.load.measure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long this process was kept from running when it wanted to: what the load generator itself
 * adds to the times that it measures. It owns a thread from {@link #start} to {@link #stop}.
 */
public final class StallMeter {

  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Latencies stalls = new Latencies();
  private final Thread thread = Thread.ofPlatform().name("stall-meter").unstarted(this::run);
  private volatile boolean running = true;

  /**
   * What it saw.
   *
   * @param p99Millis of the oversleep of its naps
   * @param longestMillis of the same
   */
  public record Stalls(long p99Millis, long longestMillis) {}

  public void start() {
    thread.start();
  }

  private void run() {
    while (running) {
      long before = System.nanoTime();
      LockSupport.parkNanos(NAP_NANOS);
      long over = System.nanoTime() - before - NAP_NANOS;
      stalls.add(TimeUnit.NANOSECONDS.toMillis(Math.max(0, over)));
    }
  }

  /** Ends its thread. */
  public Stalls stop() throws InterruptedException {
    running = false;
    thread.join();
    return stalls.count() == 0
        ? new Stalls(0, 0)
        : new Stalls(stalls.quantileMillis(0.99), stalls.quantileMillis(1));
  }
}
