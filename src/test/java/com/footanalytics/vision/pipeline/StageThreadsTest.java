package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.telemetry.Trace;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StageThreadsTest {

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  @Test
  void returnsWhenEveryStageHasEnded() {
    var ended = new AtomicInteger();
    StageThreads threads = new StageThreads("test", Trace.NONE);
    for (int i = 0; i < 3; i++) {
      threads.add("stage-" + i, ended::incrementAndGet);
    }
    assertTrue(threads.run(new Cancellation()));
    assertEquals(3, ended.get());
  }

  @Test
  void aFailureStopsTheOthersAndIsThrownAsItWas() {
    var failure = new IllegalArgumentException("broken");
    var interrupted = new CountDownLatch(1);
    StageThreads threads = new StageThreads("test", Trace.NONE);
    threads.add("waiting", () -> awaitInterrupt(interrupted));
    threads.add(
        "failing",
        () -> {
          throw failure;
        });
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> threads.run(new Cancellation()));
    assertSame(failure, thrown);
    assertEquals(0, interrupted.getCount());
  }

  @Test
  void cancellationInterruptsEveryStage() {
    var interrupted = new CountDownLatch(2);
    var cancellation = new Cancellation();
    StageThreads threads = new StageThreads("test", Trace.NONE);
    threads.add("waiting", () -> awaitInterrupt(interrupted));
    threads.add(
        "cancelling",
        () -> {
          cancellation.cancel();
          awaitInterrupt(interrupted);
        });
    assertFalse(threads.run(cancellation));
    assertEquals(0, interrupted.getCount());
  }

  @Test
  void aRunThatIsCancelledBeforeItStartsEndsAtOnce() {
    var cancellation = new Cancellation();
    cancellation.cancel();
    StageThreads threads = new StageThreads("test", Trace.NONE);
    threads.add("waiting", NEVER::await);
    assertFalse(threads.run(cancellation));
  }

  @Test
  void noThreadIsAliveAfterwards() {
    var thread = new AtomicReference<Thread>();
    StageThreads threads = new StageThreads("test", Trace.NONE);
    threads.add("stage", () -> thread.set(Thread.currentThread()));
    threads.run(new Cancellation());
    assertFalse(thread.get().isAlive());
    assertEquals("test-stage", thread.get().getName());
  }

  private static void awaitInterrupt(CountDownLatch interrupted) throws InterruptedException {
    try {
      NEVER.await();
    } finally {
      interrupted.countDown();
    }
  }
}
