package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of segments does, on each kind of database. */
@Timeout(60)
abstract class SegmentStoreContract extends DatabaseContract {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ALICE = "alice-0000000000000001";
  private static final String BOB = "bob-0000000000000002";

  private final TestingClock clock = new TestingClock(NOW);
  private final JobIdGenerator ids = new JobIdGenerator(clock, new Random(1));
  private final JobStores stores =
      new JobStores(database, TestingJobConfig.of("progress-interval", "PT0S"), clock);
  private final SegmentStore store = stores.segments();

  SegmentStoreContract(TestingDatabases.Kind kind) {
    super(kind);
  }

  @Test
  void aPlanIsKeptOnceAndItsSegmentsAreTakenInOrder() {
    JobId job = running();
    JobPlan plan = plan(3);
    assertEquals(Optional.empty(), store.planOf(job));
    assertEquals(plan, store.plan(job, plan));
    assertEquals(plan, store.plan(job, plan(5)));
    assertEquals(Optional.of(plan), store.planOf(job));
    assertEquals(
        List.of(
            "prepare " + job,
            "segment " + job + "/00000",
            "segment " + job + "/00001",
            "segment " + job + "/00002"),
        steps());
    assertEquals(plan.segments(), store.of(job).stream().map(Segment::range).toList());
    assertEquals(OptionalLong.of(300), progress(job).framesExpected());
  }

  @Test
  void aJobThatHasEndedGetsNoPlan() {
    JobId job = running();
    end(job);
    assertEquals(plan(2), store.plan(job, plan(2)));
    assertEquals(List.of(), store.of(job));
    assertEquals(List.of(), steps());
  }

  @Test
  void stepsOfAnEarlierJobComeFirstItsFinishIncluded() {
    JobId first = running();
    JobId second = running();
    store.plan(second, plan(2));
    store.plan(first, plan(1));
    store.begin(first, 0, ALICE);
    store.done(first, 0, result(100));
    assertEquals(
        List.of(
            "finish " + first,
            "prepare " + first,
            "segment " + first + "/00000",
            "prepare " + second,
            "segment " + second + "/00000",
            "segment " + second + "/00001"),
        steps());
  }

  @Test
  void anAttemptBelongsToWhoBeganItLast() {
    JobId job = planned(2);
    Segment begun = store.begin(job, 0, ALICE).orElseThrow();
    assertEquals(1, begun.attempts());
    assertEquals(Optional.of(ALICE), begun.worker());
    assertEquals(2, store.begin(job, 0, BOB).orElseThrow().attempts());
    store.handBack(job, 0, ALICE);
    store.release(job, 0, ALICE);
    assertEquals(Optional.of(BOB), store.find(job, 0).orElseThrow().worker());
    assertEquals(2, stores.jobs().find(job).orElseThrow().attempts());
  }

  @Test
  void handingBackIsNoAttemptButFailingIs() {
    JobId job = planned(1);
    store.begin(job, 0, ALICE);
    store.handBack(job, 0, ALICE);
    assertEquals(0, store.find(job, 0).orElseThrow().attempts());
    assertEquals(Optional.empty(), store.find(job, 0).orElseThrow().worker());
    store.begin(job, 0, ALICE);
    store.release(job, 0, ALICE);
    assertEquals(1, store.find(job, 0).orElseThrow().attempts());
    assertEquals(Optional.empty(), store.find(job, 0).orElseThrow().worker());
  }

  @Test
  void whatIsDoneUnknownOrEndedIsNotBegun() {
    JobId job = planned(2);
    store.done(job, 0, result(100));
    assertEquals(Optional.empty(), store.begin(job, 0, ALICE));
    assertEquals(Optional.empty(), store.begin(job, 7, ALICE));
    assertEquals(Optional.empty(), store.begin(ids.next(), 0, ALICE));
    end(job);
    assertEquals(Optional.empty(), store.begin(job, 1, ALICE));
  }

  @Test
  void theFirstResultOfASegmentStays() {
    JobId job = planned(2);
    store.done(job, 0, result(100));
    store.done(job, 0, result(7));
    assertEquals(Optional.of(result(100)), store.find(job, 0).orElseThrow().result());
  }

  @Test
  void whoeverDoesTheLastOfManyMakesTheFinishDueOnce() throws Exception {
    JobId job = planned(40);
    List<Callable<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int number = i;
      Callable<Boolean> one =
          () -> {
            store.begin(job, number, ALICE);
            store.done(job, number, result(10));
            return true;
          };
      all.add(one);
      all.add(one);
    }
    Collections.shuffle(all, new Random(5));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(all)) {
        assertTrue(done.get());
      }
    }
    assertEquals(1, steps().stream().filter(step -> step.startsWith("finish")).count());
    assertEquals(400, progress(job).framesDone());
  }

  @Test
  void theLastSegmentOfAJobThatHasEndedFinishesNothing() {
    JobId job = planned(1);
    store.begin(job, 0, ALICE);
    end(job);
    store.done(job, 0, result(100));
    assertEquals(List.of(), steps());
  }

  @Test
  void progressIsTheSumOverAllWorkersAtTheirSpeedTogether() {
    JobId job = planned(3);
    JobStores other = new JobStores(database, stores.config(), clock);
    store.begin(job, 0, ALICE);
    other.segments().begin(job, 1, BOB);
    clock.advance(Duration.ofSeconds(2));
    store.progress(job, 0, 40);
    other.segments().progress(job, 1, 60);
    assertEquals(
        new JobProgress(100, OptionalLong.of(300), 50, OptionalDouble.of(4)), progress(job));
    clock.advance(Duration.ofSeconds(2));
    store.done(job, 0, result(100));
    assertEquals(
        new JobProgress(160, OptionalLong.of(300), 40, OptionalDouble.of(3.5)), progress(job));
  }

  @Test
  void speedAfterAPauseOrALossIsThatOfTheNewRun() {
    JobId job = planned(2);
    store.begin(job, 0, ALICE);
    clock.advance(Duration.ofSeconds(1));
    store.progress(job, 0, 90);
    clock.advance(Duration.ofHours(1));
    store.begin(job, 0, BOB);
    assertEquals(
        new JobProgress(0, OptionalLong.of(200), 0, OptionalDouble.empty()), progress(job));
    clock.advance(Duration.ofSeconds(2));
    store.progress(job, 0, 50);
    assertEquals(
        new JobProgress(50, OptionalLong.of(200), 25, OptionalDouble.of(6)), progress(job));
    clock.advance(Duration.ofSeconds(1));
    store.progress(job, 0, 20);
    assertEquals(0, progress(job).framesPerSecond());
  }

  @Test
  void aJobsProgressIsWrittenNoOftenerThanTheIntervalHoweverManyReport() {
    JobStores hourly =
        new JobStores(database, TestingJobConfig.of("progress-interval", "PT1H"), clock);
    JobId job = planned(2);
    store.begin(job, 0, ALICE);
    long version = stores.jobs().find(job).orElseThrow().version();
    clock.advance(Duration.ofSeconds(1));
    for (int frames = 1; frames < 100; frames++) {
      hourly.segments().progress(job, 0, frames);
    }
    assertEquals(version, stores.jobs().find(job).orElseThrow().version());
    store.progress(job, 0, 99);
    assertEquals(version + 1, stores.jobs().find(job).orElseThrow().version());
  }

  @Test
  void aReportFromOneWhoLostTheSegmentToItsEndChangesNothing() {
    JobId job = planned(2);
    store.begin(job, 0, ALICE);
    store.done(job, 0, result(100));
    store.progress(job, 0, 30);
    assertEquals(100, progress(job).framesDone());
  }

  @Test
  void aCrashCountsForAllThatTheWorkerHadAndNothingElse() {
    JobId job = planned(5);
    store.begin(job, 0, ALICE);
    store.done(job, 0, result(100));
    store.begin(job, 1, ALICE);
    store.begin(job, 2, BOB);
    store.begin(job, 3, ALICE);
    store.handBack(job, 3, ALICE);
    store.begin(job, 4, ALICE);
    store.begin(job, 4, BOB);
    assertEquals(List.of(1, 4), store.crashed(ALICE).stream().map(Segment::number).toList());
    assertEquals(List.of(0, 1, 0, 0, 1), store.of(job).stream().map(Segment::crashes).toList());
    assertEquals(Optional.empty(), store.find(job, 1).orElseThrow().worker());
    assertEquals(Optional.of(BOB), store.find(job, 4).orElseThrow().worker());
    assertEquals(List.of(), store.crashed(ALICE));
  }

  private JobId running() {
    Job queued = Job.queued(ids.next(), "v", JobOptions.DEFAULT, clock.instant());
    stores.jobs().submit(queued);
    stores.jobs().replace(queued.to(new JobState.Running(JobProgress.NONE), clock.instant()));
    return queued.id();
  }

  private JobId planned(int segments) {
    JobId job = running();
    store.plan(job, plan(segments));
    return job;
  }

  private void end(JobId id) {
    Job job = stores.jobs().find(id).orElseThrow();
    assertTrue(stores.jobs().replace(job.to(new JobState.Cancelled(), clock.instant())));
  }

  private JobProgress progress(JobId id) {
    return ((JobState.Running) stores.jobs().find(id).orElseThrow().state()).progress();
  }

  private static JobPlan plan(int segments) {
    return TestingPlans.of(segments, 100);
  }

  private static SegmentResult result(long frames) {
    return TestingPlans.result(frames);
  }
}
