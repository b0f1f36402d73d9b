package com.footanalytics.vision.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Watches how much memory this process has, until it is closed. */
public final class ResidentMemorySampler implements AutoCloseable {

  private static final Path STATUS = Path.of("/proc/self/status");

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::watch);
  private final long firstBytes;
  private volatile long mostBytes;

  private ResidentMemorySampler() {
    firstBytes = now();
    mostBytes = firstBytes;
  }

  public static ResidentMemorySampler start() {
    ResidentMemorySampler sampler = new ResidentMemorySampler();
    sampler.thread.start();
    return sampler;
  }

  public long firstBytes() {
    return firstBytes;
  }

  public long mostBytes() {
    return mostBytes;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void watch() {
    try {
      while (!closed.await(50, TimeUnit.MILLISECONDS)) {
        mostBytes = Math.max(mostBytes, now());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** 0 where the system does not tell. */
  private static long now() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }
}
