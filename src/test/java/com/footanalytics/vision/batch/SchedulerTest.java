package com.footanalytics.vision.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class SchedulerTest {

  /** Runs a batch each time it is allowed to, and tells what it ran. */
  private static final class Gate implements BatchRunner<TestingWork> {
    private final Semaphore allowed = new Semaphore(0);
    private final LinkedBlockingQueue<List<TestingWork>> started = new LinkedBlockingQueue<>();

    @Override
    public boolean run(int instance, List<TestingWork> batch) throws InterruptedException {
      started.add(List.copyOf(batch));
      allowed.acquire();
      batch.forEach(TestingWork::ran);
      return true;
    }
  }

  private final Gate gate = new Gate();

  @Test
  void workThatIsOfferedRuns() throws InterruptedException {
    TestingWork work = TestingWork.of("w");
    try (Scheduler<TestingWork> scheduler = scheduler(1)) {
      assertInstanceOf(Offer.Taken.class, scheduler.offer(work));
      assertEquals(List.of(work), gate.started.take());
      gate.allowed.release();
    }
    assertEquals(List.of("RAN"), work.ends());
  }

  @Test
  void instancesRunSideBySide() throws InterruptedException {
    try (Scheduler<TestingWork> scheduler = scheduler(2)) {
      scheduler.learn(TestingWork.KIND, 1, Duration.ofMillis(1));
      scheduler.offer(TestingWork.of("a"));
      scheduler.offer(TestingWork.of("b"));
      gate.started.take();
      gate.started.take();
      gate.allowed.release(2);
    }
  }

  @Test
  void whatWaitsIsCounted() throws InterruptedException {
    try (Scheduler<TestingWork> scheduler = scheduler(1)) {
      scheduler.offer(TestingWork.of("running"));
      gate.started.take();
      scheduler.offer(TestingWork.in(Lane.BULK, "b"));
      scheduler.offer(TestingWork.of("i"));
      assertEquals(1, scheduler.depth(Lane.INTERACTIVE));
      assertEquals(0, scheduler.depth(Lane.LIVE));
      assertEquals(1, scheduler.depth(Lane.BULK));
      gate.allowed.release(3);
    }
  }

  @Test
  void aDeadlineThatPassesWhileAllAreBusyIsToldThen() throws InterruptedException {
    var told = new CountDownLatch(1);
    var started = new CountDownLatch(1);
    var busy = new CountDownLatch(1);
    try (Scheduler<Work> scheduler =
        new Scheduler<>(
            "test",
            settings(1),
            (_, _) -> {
              started.countDown();
              busy.await();
              return true;
            })) {
      scheduler.offer(TestingWork.of("running"));
      started.await();
      Work due =
          new Work(
              Lane.INTERACTIVE,
              "caller",
              TestingWork.KIND,
              1,
              0,
              System.nanoTime() + Duration.ofMillis(50).toNanos()) {
            @Override
            protected void dropped(Drop reason) {
              if (reason == Drop.EXPIRED) {
                told.countDown();
              }
            }

            @Override
            protected void failed(Throwable cause) {}
          };
      scheduler.offer(due);
      told.await();
      busy.countDown();
    }
  }

  @Test
  void cancelledWorkIsDroppedAndDoesNotRun() throws InterruptedException {
    TestingWork unwanted = TestingWork.of("unwanted");
    try (Scheduler<TestingWork> scheduler = scheduler(1)) {
      scheduler.offer(TestingWork.of("running"));
      gate.started.take();
      scheduler.offer(unwanted);
      scheduler.cancel(unwanted);
      scheduler.cancel(unwanted);
      assertEquals(List.of("CANCELLED"), unwanted.ends());
      gate.allowed.release();
    }
    assertTrue(gate.started.isEmpty());
  }

  @Test
  void workThatCannotBeDoneInTimeIsRefusedAtOnce() throws InterruptedException {
    try (Scheduler<TestingWork> scheduler = scheduler(1)) {
      scheduler.learn(TestingWork.KIND, 1, Duration.ofSeconds(100));
      TestingWork late =
          TestingWork.due("late", System.nanoTime() + Duration.ofSeconds(10).toNanos());
      Offer.Refused refused = assertInstanceOf(Offer.Refused.class, scheduler.offer(late));
      assertEquals(Offer.Reason.LATE, refused.reason());
      assertTrue(refused.retryAfter().compareTo(Duration.ofSeconds(50)) > 0);
      assertEquals(List.of(), late.ends());
    }
  }

  @Test
  void aRunThatThrowsTellsEachOfItsWorksAndTheNextOneRuns() throws InterruptedException {
    var next = new CountDownLatch(1);
    TestingWork bad =
        new TestingWork("bad", Lane.INTERACTIVE, "caller", "bad kind", 1, Long.MAX_VALUE);
    try (Scheduler<TestingWork> scheduler =
        new Scheduler<>(
            "test",
            settings(1),
            (_, batch) -> {
              if (batch.contains(bad)) {
                throw new IllegalStateException("broken");
              }
              next.countDown();
              return true;
            })) {
      scheduler.offer(bad);
      scheduler.offer(TestingWork.by("other", "good"));
      next.await();
    }
    assertEquals(List.of("FAILED broken"), bad.ends());
  }

  @Test
  void puttingWaitsForRoom() throws InterruptedException {
    var settings = new SchedulerSettings(1, 1, 1, 1000, 0.1);
    try (Scheduler<TestingWork> scheduler = new Scheduler<>("test", settings, gate)) {
      scheduler.put(TestingWork.of("running"));
      gate.started.take();
      scheduler.put(TestingWork.of("waiting"));
      var put = new ArrayList<Offer>();
      Thread third =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  put.add(scheduler.put(TestingWork.of("third")));
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              });
      gate.allowed.release(3);
      third.join();
      assertInstanceOf(Offer.Taken.class, put.getFirst());
    }
  }

  @Test
  void aClosedSchedulerDropsWhatWaitsAndFinishesWhatRuns() throws InterruptedException {
    Scheduler<TestingWork> scheduler = scheduler(1);
    TestingWork running = TestingWork.of("running");
    TestingWork waiting = TestingWork.of("waiting");
    scheduler.offer(running);
    gate.started.take();
    scheduler.offer(waiting);
    var ended = new CountDownLatch(1);
    Thread closing =
        Thread.ofPlatform()
            .start(() -> {
              scheduler.close();
              ended.countDown();
            });
    while (waiting.ends().isEmpty()) {
      Thread.onSpinWait();
    }
    assertEquals(1, ended.getCount());
    gate.allowed.release();
    closing.join();
    assertEquals(List.of("RAN"), running.ends());
    assertEquals(List.of("CLOSED"), waiting.ends());
    Offer.Refused refused =
        assertInstanceOf(Offer.Refused.class, scheduler.offer(TestingWork.of("w")));
    assertEquals(Offer.Reason.CLOSED, refused.reason());
  }

  @Test
  void quickWorkRunsOnTheThreadThatOffersItWhereAllAreIdle() {
    var threads = new ArrayList<Thread>();
    try (Scheduler<TestingWork> scheduler =
        new Scheduler<>(
            "test",
            new SchedulerSettings(2, 4, 100, 100_000, 100_000, 0.1, 1_000_000),
            (_, batch) -> {
              threads.add(Thread.currentThread());
              batch.forEach(TestingWork::ran);
              return true;
            })) {
      scheduler.learn(TestingWork.KIND, 1, Duration.ofNanos(10));
      for (int i = 0; i < 3; i++) {
        TestingWork work = TestingWork.of("w");
        scheduler.offer(work);
        assertEquals(List.of("RAN"), work.ends());
        scheduler.learn(TestingWork.KIND, 1, Duration.ofNanos(10));
      }
    }
    assertEquals(Collections.nCopies(3, Thread.currentThread()), threads);
  }

  @Test
  void whatIsOfferedWhileQuickWorkRunsHereIsNotForgotten() throws InterruptedException {
    var started = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var ran = new CountDownLatch(3);
    try (Scheduler<TestingWork> scheduler =
        new Scheduler<>(
            "test",
            new SchedulerSettings(1, 1, 100, 100_000, 100_000, 0.1, 1_000_000),
            (_, batch) -> {
              if (batch.getFirst().toString().equals("quick")) {
                started.countDown();
                release.await();
              }
              ran.countDown();
              return true;
            })) {
      scheduler.learn(TestingWork.KIND, 1, Duration.ofNanos(10));
      Thread offering = Thread.ofPlatform().start(() -> scheduler.offer(TestingWork.of("quick")));
      started.await();
      scheduler.offer(TestingWork.of("next"));
      scheduler.offer(TestingWork.by("other", "last"));
      release.countDown();
      ran.await();
      offering.join();
    }
  }

  private Scheduler<TestingWork> scheduler(int instances) {
    return new Scheduler<>("test", settings(instances), gate);
  }

  private static SchedulerSettings settings(int instances) {
    return new SchedulerSettings(instances, 4, 100, 100_000, 0.1);
  }
}
