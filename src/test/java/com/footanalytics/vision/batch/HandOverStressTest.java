package com.footanalytics.vision.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.batch.NativePool.Slab;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Native memory goes from makers to the scheduler to runners while works are offered, put,
 * cancelled by others, expire and fail, and while the scheduler is closed: each piece is given back
 * once, by whoever has it, and each work ends once.
 */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class HandOverStressTest {

  private static final int ROUNDS = 200;
  private static final int PRODUCERS = 3;
  private static final int CANCELLERS = 2;
  private static final int EACH = 80;
  private static final int WORK_BYTES = 1024;
  private static final String RAN = "RAN";
  private static final String REFUSED = "REFUSED";

  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicLong marks = new AtomicLong();

  @Test
  void everyPieceOfMemoryIsGivenBackOnceByWhoeverHasIt() throws InterruptedException {
    Map<String, Integer> ends = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (TestingHolder work : new Round(round).run()) {
        assertEquals(1, work.ends().size(), "seed " + round);
        ends.merge(work.ends().getFirst(), 1, Integer::sum);
      }
      assertEquals(List.of(), List.copyOf(violations), "seed " + round);
    }
    assertEquals(ROUNDS * PRODUCERS * EACH, ends.values().stream().mapToInt(n -> n).sum());
    assertEquals(
        Set.of(RAN, REFUSED, "FAILED", "CANCELLED", "EXPIRED", "CLOSED"),
        ends.keySet(),
        "every way to end was seen");
  }

  /** One scheduler from its start to its end. */
  private final class Round {

    private final int seed;
    private final Queue<TestingHolder> made = new ConcurrentLinkedQueue<>();
    private final NativePool pool = new NativePool(PRODUCERS * EACH * (long) WORK_BYTES);
    private final CountDownLatch untilClosing;
    private final Scheduler<TestingHolder> scheduler;
    private volatile boolean over;

    Round(int seed) {
      this.seed = seed;
      this.untilClosing = new CountDownLatch(1 + new Random(seed).nextInt(PRODUCERS * EACH));
      this.scheduler =
          new Scheduler<>(
              "hand-over",
              new SchedulerSettings(
                  1 + seed % 3, 4, 24, 1 << 20, 1 << 20, 0.2, seed % 4 == 3 ? 1_000_000 : 0),
              (_, batch) -> runs(batch));
    }

    Queue<TestingHolder> run() throws InterruptedException {
      List<Thread> producers = new ArrayList<>();
      List<Thread> cancellers = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        Random random = new Random(31L * seed + i);
        producers.add(Thread.ofPlatform().start(() -> produce(random)));
      }
      for (int i = 0; i < CANCELLERS; i++) {
        Random random = new Random(37L * seed + i);
        cancellers.add(Thread.ofPlatform().start(() -> cancelSome(random)));
      }
      untilClosing.await();
      scheduler.close();
      for (Thread producer : producers) {
        producer.join();
      }
      over = true;
      for (Thread canceller : cancellers) {
        canceller.join();
      }
      assertEquals(0, pool.takenBytes(), "seed " + seed);
      pool.close();
      return made;
    }

    private boolean runs(List<TestingHolder> batch) {
      long first = batch.getFirst().enqueuedNanos();
      batch.forEach(work -> work.look("taken"));
      if (first % 7 == 0) {
        throw new IllegalStateException("the engine broke");
      }
      for (int i = 0; i < first % 64; i++) {
        Thread.onSpinWait();
      }
      batch.forEach(work -> work.end(RAN));
      return first % 11 != 0;
    }

    private void produce(Random random) {
      for (int i = 0; i < EACH; i++) {
        Optional<Slab> slab = pool.take(WORK_BYTES);
        long deadline =
            random.nextInt(3) == 0 ? System.nanoTime() + random.nextInt(400_000) : Long.MAX_VALUE;
        TestingHolder work =
            new TestingHolder(
                slab.orElseThrow(),
                marks.incrementAndGet(),
                Lane.values()[random.nextInt(3)],
                "caller" + random.nextInt(4),
                deadline,
                violations);
        made.add(work);
        if (!(hand(work, random.nextInt(4) == 0) instanceof Offer.Taken)) {
          work.end(REFUSED);
        }
        untilClosing.countDown();
      }
    }

    private Offer hand(TestingHolder work, boolean waits) {
      try {
        return waits ? scheduler.put(work) : scheduler.offer(work);
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts", e);
      }
    }

    /** Cancels works of others, also twice, and such as have ended. */
    private void cancelSome(Random random) {
      while (!over) {
        for (TestingHolder work : made) {
          if (random.nextInt(8) == 0) {
            scheduler.cancel(work);
          }
        }
        Thread.yield();
      }
    }
  }
}
