package com.footanalytics.load.service;

import com.footanalytics.load.traffic.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Restarts instances one after the other while load goes on, then ends the load. It owns the thread
 * that does so; instances belong to that thread until {@link #await} returns.
 */
public final class RollingRestart implements Traffic.Ending {

  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final double NANOS = 1e9;

  private final List<ServiceInstance> instances;
  private final List<Restart> done = new ArrayList<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("rolling-restart").unstarted(this::run);
  private volatile long endedNanos;
  private volatile boolean ended;
  private volatile Optional<String> failure = Optional.empty();

  /**
   * One restart.
   *
   * @param stopSeconds from SIGTERM to the end of the process
   * @param exitStatus of the process that was stopped
   * @param readySeconds from the new start until it took work
   */
  public record Restart(String instance, double stopSeconds, int exitStatus, double readySeconds) {}

  /**
   * @param instances all ready
   */
  public RollingRestart(List<ServiceInstance> instances) {
    this.instances = List.copyOf(instances);
  }

  /** Begins, some seconds from now. */
  public void start() {
    thread.start();
  }

  /** Waits until all is done. */
  void join() throws InterruptedException {
    thread.join();
  }

  private void run() {
    try {
      settle();
      for (ServiceInstance instance : instances) {
        done.add(restart(instance));
        settle();
      }
    } catch (IOException | ServiceException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      failure = Optional.of("the restarts did not end within the load");
    } finally {
      endedNanos = System.nanoTime();
      ended = true;
    }
  }

  private static Restart restart(ServiceInstance instance)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    int status = instance.terminate();
    long stopped = System.nanoTime();
    instance.startAgain();
    instance.awaitReady();
    long ready = System.nanoTime();
    return new Restart(
        instance.name(), (stopped - start) / NANOS, status, (ready - stopped) / NANOS);
  }

  private void settle() throws InterruptedException {
    if (stop.await(SETTLE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException();
    }
  }

  @Override
  public boolean hasCome() {
    return ended;
  }

  @Override
  public boolean isOver() {
    return ended && System.nanoTime() - endedNanos > SETTLE.toNanos();
  }

  /**
   * Waits for the end, which it brings about if the load ended first.
   *
   * @return what was restarted
   */
  public List<Restart> await() throws InterruptedException {
    stop.countDown();
    thread.interrupt();
    thread.join();
    return List.copyOf(done);
  }

  /** Why not all were restarted; empty if they were. To be asked after {@link #await}. */
  public Optional<String> failure() {
    return failure;
  }
}
