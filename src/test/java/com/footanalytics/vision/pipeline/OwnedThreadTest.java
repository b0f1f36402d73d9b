package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OwnedThreadTest {

  @Test
  void closingInterruptsTheWorkAndWaitsForItsEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Thread> worker = new AtomicReference<>();
    OwnedThread thread =
        new OwnedThread(
            "patient",
            Thread.MIN_PRIORITY,
            () -> {
              worker.set(Thread.currentThread());
              begun.countDown();
              new CountDownLatch(1).await();
              return null;
            });
    thread.start();
    begun.await();
    assertEquals("patient", worker.get().getName());
    assertTrue(worker.get().isDaemon());
    thread.close();
    assertFalse(worker.get().isAlive());
  }

  @Test
  void whatWasNeverStartedCanBeClosed() {
    new OwnedThread("idle", Thread.NORM_PRIORITY, () -> null).close();
  }

  @Test
  void anInterruptWhileClosingIsKept() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    OwnedThread thread =
        new OwnedThread(
            "patient",
            Thread.NORM_PRIORITY,
            () -> {
              begun.countDown();
              new CountDownLatch(1).await();
              return null;
            });
    thread.start();
    begun.await();
    Thread.currentThread().interrupt();
    thread.close();
    assertTrue(Thread.interrupted());
  }

  @Test
  void aFailureEndsTheThreadAlone() {
    OwnedThread thread =
        new OwnedThread(
            "failing",
            Thread.NORM_PRIORITY,
            () -> {
              throw new IllegalStateException("told to fail");
            });
    thread.start();
    thread.close();
  }
}
