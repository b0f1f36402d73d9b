package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.testing.TestingDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How jobs are counted, on each kind of database. */
@Timeout(60)
abstract class JobCensusContract extends DatabaseContract {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestingClock clock = new TestingClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final JobStores stores =
      new JobStores(database, TestingJobConfig.of("progress-interval", "PT0S"), clock);
  private final JobMoves moves = new JobMoves(stores.jobs(), clock, _ -> {});
  private final JobDesk desk =
      new JobDesk(stores.jobs(), new JobIdGenerator(clock, new Random(1)), clock);

  JobCensusContract(TestingDatabases.Kind kind) {
    super(kind);
  }

  @Test
  void withoutJobsNothingWaits() {
    assertEquals(new JobCensus(0, 0, Duration.ZERO, Duration.ZERO), stores.census());
  }

  @Test
  void theJobQueuedFirstSaysHowLongTheQueueWaits() {
    submit();
    clock.advance(MINUTE);
    submit();
    clock.advance(MINUTE);
    assertEquals(new JobCensus(2, 0, MINUTE.multipliedBy(2), Duration.ZERO), stores.census());
  }

  @Test
  void aJobStandsStillFromItsStartUntilItsFirstProgressAndFromEachToTheNext() {
    JobId job = submit();
    clock.advance(MINUTE);
    moves.start(job);
    clock.advance(MINUTE);
    assertEquals(new JobCensus(0, 1, Duration.ZERO, MINUTE), stores.census());
    stores.segments().plan(job, TestingPlans.of(2, 100));
    stores.segments().begin(job, 0, "worker");
    assertEquals(Duration.ZERO, stores.census().longestStalled());
    clock.advance(MINUTE);
    assertEquals(MINUTE, stores.census().longestStalled());
    stores.segments().progress(job, 0, 50);
    assertEquals(Duration.ZERO, stores.census().longestStalled());
  }

  @Test
  void oneJobThatMovesDoesNotHideAnotherThatStandsStill() {
    JobId stuck = submit();
    JobId moving = submit();
    moves.start(stuck);
    moves.start(moving);
    clock.advance(MINUTE);
    stores.segments().plan(moving, TestingPlans.of(1, 100));
    stores.segments().begin(moving, 0, "worker");
    assertEquals(new JobCensus(0, 2, Duration.ZERO, MINUTE), stores.census());
  }

  @Test
  void aJobThatWaitsForItsTurnDoesNotStandStill() {
    JobId waiting = submit();
    moves.start(waiting);
    stores.segments().plan(waiting, TestingPlans.of(2, 100));
    clock.advance(MINUTE);
    assertEquals(MINUTE, stores.census().longestStalled());
    JobId other = submit();
    moves.start(other);
    change(other, "picked = true");
    assertEquals(new JobCensus(0, 2, Duration.ZERO, Duration.ZERO), stores.census());
    change(waiting, "consecutive_failures = 1");
    assertEquals(MINUTE, stores.census().longestStalled());
    change(waiting, "consecutive_failures = 0");
    clock.advance(MINUTE);
    assertEquals(MINUTE, stores.census().longestStalled());
    change(waiting, "picked = true");
    assertEquals(MINUTE.multipliedBy(2), stores.census().longestStalled());
  }

  @Test
  void jobsThatEndedAreNotCounted() {
    JobId job = submit();
    JobId other = submit();
    moves.start(job);
    clock.advance(MINUTE);
    moves.end(job, new JobState.Failed("broken"));
    moves.end(other, new JobState.Cancelled());
    assertEquals(new JobCensus(0, 0, Duration.ZERO, Duration.ZERO), stores.census());
  }

  @Test
  void aClockThatIsBehindThatOfAnotherProcessMakesNoNegativeTime() {
    submit();
    clock.advance(MINUTE.negated());
    assertEquals(new JobCensus(1, 0, Duration.ZERO, Duration.ZERO), stores.census());
  }

  private void change(JobId job, String assignment) {
    database.transaction(connection ->
        new Sql(connection)
            .update(
                "update scheduled_tasks set %s where job_id = ?".formatted(assignment),
                job.value()));
  }

  private JobId submit() {
    return switch (desk.submit("match.mp4", JobOptions.DEFAULT)) {
      case JobStore.Submission.Accepted(Job job) -> job.id();
      case JobStore.Submission.Full full -> throw new AssertionError(full);
    };
  }
}
