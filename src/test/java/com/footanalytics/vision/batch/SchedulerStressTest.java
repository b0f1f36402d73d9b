package com.footanalytics.vision.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Many threads at once: whatever happens, each work ends exactly once. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class SchedulerStressTest {
  private static final int PRODUCERS = 4;
  private static final int EACH = 5_000;

  @Test
  void eachWorkEndsOnceHoweverOffersRunsCancelsAndTheEndMeet() throws InterruptedException {
    for (int number = 0; number < 8; number++) {
      int round = number;
      var offered = new ConcurrentLinkedQueue<TestingWork>();
      var refused = new AtomicInteger();
      Scheduler<TestingWork> scheduler =
          new Scheduler<>(
              "stress",
              new SchedulerSettings(3, 5, 64, 100_000, 100_000, 0.2, round % 4 < 2 ? 0 : 1_000_000),
              (_, batch) -> {
                batch.forEach(TestingWork::ran);
                return true;
              });
      var producers = new ArrayList<Thread>();
      for (int i = 0; i < PRODUCERS; i++) {
        long seed = round * 100L + i;
        producers.add(Thread.ofPlatform().start(() -> produce(scheduler, seed, offered, refused)));
      }
      if (round % 2 == 0) {
        for (Thread producer : producers) {
          producer.join();
        }
      }
      scheduler.close();
      for (Thread producer : producers) {
        producer.join();
      }
      for (TestingWork work : offered) {
        assertEquals(1, work.ends().size(), () -> work + ": " + work.ends());
      }
      assertEquals(PRODUCERS * EACH, offered.size() + refused.get());
    }
  }

  private static void produce(
      Scheduler<TestingWork> scheduler,
      long seed,
      ConcurrentLinkedQueue<TestingWork> offered,
      AtomicInteger refused) {
    Random random = new Random(seed);
    for (int i = 0; i < EACH; i++) {
      Lane lane = Lane.values()[random.nextInt(3)];
      long deadline =
          random.nextInt(3) == 0 ? System.nanoTime() + random.nextInt(2_000_000) : Long.MAX_VALUE;
      TestingWork work =
          new TestingWork(
              "w" + i,
              lane,
              "caller" + random.nextInt(5),
              "kind" + random.nextInt(2),
              1 + random.nextInt(2),
              deadline);
      if (scheduler.offer(work) instanceof Offer.Taken) {
        offered.add(work);
        if (random.nextInt(4) == 0) {
          scheduler.cancel(work);
        }
      } else {
        refused.incrementAndGet();
      }
    }
  }

  @Test
  void offeringAndRunningAllocateNothing() throws InterruptedException {
    int count = 2_000;
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var gate = new Semaphore(0);
    var ran = new AtomicInteger();
    var workerBytes = new long[2];
    var done = new CountDownLatch(1);
    List<TestingQuietWork> works = new ArrayList<>();
    for (int i = 0; i < 2 * count; i++) {
      works.add(new TestingQuietWork());
    }
    try (Scheduler<TestingQuietWork> scheduler =
        new Scheduler<>(
            "quiet",
            new SchedulerSettings(1, 1, 2 * count, 100_000, 0.1),
            (_, _) -> {
              int number = ran.incrementAndGet();
              if (number == 1) {
                gate.acquire();
              } else if (number == count) {
                workerBytes[0] = allocated(bean);
              } else if (number == 2 * count) {
                workerBytes[1] = allocated(bean);
                done.countDown();
              }
              return true;
            })) {
      for (TestingQuietWork work : works.subList(0, count)) {
        scheduler.offer(work);
      }
      long before = allocated(bean);
      for (int i = count; i < 2 * count; i++) {
        scheduler.offer(works.get(i));
      }
      assertEquals(0, (allocated(bean) - before) / count, "bytes for each offer");
      gate.release();
      done.await();
    }
    assertEquals(0, (workerBytes[1] - workerBytes[0]) / count, "bytes for each run");
  }

  private static long allocated(ThreadMXBean bean) {
    return bean.getThreadAllocatedBytes(Thread.currentThread().threadId());
  }

  private static final class TestingQuietWork extends Work {
    TestingQuietWork() {
      super(Lane.INTERACTIVE, "caller", TestingWork.KIND, 1, 10, Long.MAX_VALUE);
    }

    @Override
    protected void dropped(Drop reason) {}

    @Override
    protected void failed(Throwable cause) {}
  }

  @Test
  void aHundredThreadsOfferAtOnce() throws InterruptedException {
    var ran = new CountDownLatch(1000);
    try (Scheduler<TestingQuietWork> scheduler =
        new Scheduler<>(
            "crowd",
            new SchedulerSettings(2, 8, 2000, 1_000_000, 0.1),
            (_, batch) -> {
              batch.forEach(_ -> ran.countDown());
              return true;
            })) {
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < 100; i++) {
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int j = 0; j < 10; j++) {
                    scheduler.offer(new TestingQuietWork());
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      ran.await();
    }
  }
}
