package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Holds a detector's only session. */
final class TestingOccupied implements AutoCloseable {
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService owner = Executors.newSingleThreadExecutor();
  private final Future<Boolean> held;

  TestingOccupied(LoadedDetector detector) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    held =
        owner.submit(() ->
            detector.withSession(_ -> {
              taken.countDown();
              awaitRelease();
              return true;
            }));
    taken.await();
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException, ExecutionException {
    release.countDown();
    assertTrue(held.get());
    owner.close();
  }
}
