package com.footanalytics.vision.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Two threads at one work at the same moment, again and again: what may come out, and nothing else.
 */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class HandOverRacesTest {

  private static final int TIMES = 20_000;
  private static final int TIMES_TOGETHER = 500;

  @Test
  void whatIsCancelledWhileItIsTakenRunsOrIsDroppedAndNeverBoth() throws InterruptedException {
    Map<List<String>, Integer> seen = new HashMap<>();
    try (Scheduler<TestingWork> scheduler = scheduler(new Semaphore(Integer.MAX_VALUE))) {
      for (int i = 0; i < TIMES; i++) {
        TestingWork work = TestingWork.of("w" + i);
        int spins = i % 200;
        assertTrue(scheduler.offer(work) instanceof Offer.Taken);
        for (int spin = 0; spin < spins; spin++) {
          Thread.onSpinWait();
        }
        scheduler.cancel(work);
        seen.merge(awaitEnd(work), 1, Integer::sum);
      }
    }
    assertEquals(Set.of(List.of("RAN"), List.of("CANCELLED")), seen.keySet());
  }

  @Test
  void whatTwoCancelIsDroppedOnce() throws InterruptedException {
    Semaphore gate = new Semaphore(0);
    try (Scheduler<TestingWork> scheduler = scheduler(gate)) {
      try {
        scheduler.offer(TestingWork.of("occupies the instance"));
        for (int i = 0; i < TIMES_TOGETHER; i++) {
          TestingWork work = TestingWork.of("w" + i);
          scheduler.offer(work);
          together(() -> scheduler.cancel(work), () -> scheduler.cancel(work));
          assertEquals(List.of("CANCELLED"), work.ends());
        }
      } finally {
        gate.release();
      }
    }
  }

  @Test
  void whatIsOfferedWhileTheSchedulerClosesIsRefusedOrEndsOnce() throws InterruptedException {
    Map<Object, Integer> seen = new HashMap<>();
    for (int i = 0; i < TIMES_TOGETHER; i++) {
      TestingWork work = TestingWork.of("w" + i);
      Scheduler<TestingWork> scheduler = scheduler(new Semaphore(Integer.MAX_VALUE));
      var taken = new AtomicInteger();
      together(
          scheduler::close,
          () -> {
            if (scheduler.offer(work) instanceof Offer.Taken) {
              taken.incrementAndGet();
            }
          });
      assertEquals(taken.get(), work.ends().size(), () -> work.ends().toString());
      seen.merge(work.ends(), 1, Integer::sum);
    }
    Set<Object> allowed = Set.of(List.of(), List.of("RAN"), List.of("CLOSED"));
    assertTrue(allowed.containsAll(seen.keySet()), seen::toString);
    assertTrue(seen.size() > 1, seen::toString);
  }

  @Test
  void whatIsCancelledWhileTheSchedulerClosesIsDroppedOnce() throws InterruptedException {
    Map<Object, Integer> seen = new HashMap<>();
    for (int i = 0; i < TIMES_TOGETHER; i++) {
      Semaphore gate = new Semaphore(0);
      Scheduler<TestingWork> scheduler = scheduler(gate);
      scheduler.offer(TestingWork.of("occupies the instance"));
      TestingWork work = TestingWork.of("w" + i);
      scheduler.offer(work);
      together(
          () -> {
            gate.release(2);
            scheduler.close();
          },
          () -> scheduler.cancel(work));
      assertEquals(1, work.ends().size(), () -> work.ends().toString());
      seen.merge(work.ends().getFirst(), 1, Integer::sum);
    }
    assertTrue(Set.of("RAN", "CLOSED", "CANCELLED").containsAll(seen.keySet()), seen::toString);
  }

  /** One instance, which needs a permit for each batch. */
  private static Scheduler<TestingWork> scheduler(Semaphore gate) {
    return new Scheduler<>(
        "races",
        new SchedulerSettings(1, 1, 64, 100_000, 0.2),
        (_, batch) -> {
          gate.acquire();
          batch.forEach(TestingWork::ran);
          return true;
        });
  }

  /** Runs both at the same moment, as far as that can be had, and waits for both. */
  private static void together(Runnable one, Runnable other) throws InterruptedException {
    var ready = new AtomicInteger();
    Thread second =
        Thread.ofPlatform()
            .start(() -> {
              meet(ready);
              other.run();
            });
    meet(ready);
    one.run();
    second.join();
  }

  private static void meet(AtomicInteger ready) {
    ready.incrementAndGet();
    while (ready.get() < 2) {
      Thread.onSpinWait();
    }
  }

  /** What became of work that ends soon. */
  private static List<String> awaitEnd(TestingWork work) {
    List<String> ends = work.ends();
    while (ends.isEmpty()) {
      Thread.onSpinWait();
      ends = work.ends();
    }
    return ends;
  }
}
