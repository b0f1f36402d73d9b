package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.testing.TestingDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobDeskTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final TestingClock clock = new TestingClock(NOW);
  private final JobIdGenerator ids = new JobIdGenerator(clock, new Random(1));
  private final Database database = TestingDatabases.memory();
  private final JobStore store =
      new JobStores(database, TestingJobConfig.of("max-queued", "2"), clock).jobs();
  private final JobDesk desk = new JobDesk(store, ids, clock);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aSubmittedJobWaitsSinceNow() {
    Job job = submit();
    assertEquals(Optional.of(job), store.find(job.id()));
    assertEquals(new JobState.Queued(), job.state());
    assertEquals(NOW, job.times().created());
    assertEquals("v", job.videoId());
  }

  @Test
  void aWaitingJobIsCancelledAtOnce() {
    Job job = submit();
    clock.advance(Duration.ofSeconds(3));
    Job cancelled = assertInstanceOf(JobDesk.Cancel.Ended.class, desk.cancel(job.id())).job();
    assertEquals(new JobState.Cancelled(), cancelled.state());
    assertEquals(Optional.of(NOW.plusSeconds(3)), cancelled.times().ended());
    assertEquals(Optional.of(cancelled), store.find(job.id()));
  }

  @Test
  void theWorkerOfARunningJobIsAskedOnce() {
    Job job = run(submit(), OptionalDouble.empty());
    Job asked = assertInstanceOf(JobDesk.Cancel.Requested.class, desk.cancel(job.id())).job();
    assertTrue(asked.cancelRequested());
    assertEquals(new JobDesk.Cancel.Requested(asked), desk.cancel(job.id()));
    assertEquals(Optional.of(asked), store.find(job.id()));
  }

  @Test
  void anEndedJobStaysAsItEnded() {
    Job ended = run(submit(), OptionalDouble.empty()).to(new JobState.Succeeded(), NOW);
    assertTrue(store.replace(ended));
    assertEquals(new JobDesk.Cancel.TooLate(ended), desk.cancel(ended.id()));
    assertEquals(new JobDesk.Cancel.Unknown(), desk.cancel(ids.next()));
  }

  @Test
  void anUnknownSpeedMeansTenSeconds() {
    assertEquals(Duration.ofSeconds(10), desk.retryAfter());
    run(submit(), OptionalDouble.empty());
    assertEquals(Duration.ofSeconds(10), desk.retryAfter());
  }

  @Test
  void aPlaceIsFreeWhenTheFirstRunningJobEnds() {
    run(submit(), OptionalDouble.of(90.2));
    run(submit(), OptionalDouble.of(41.5));
    submit();
    assertEquals(Duration.ofSeconds(42), desk.retryAfter());
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0.2,1", "3600.5,3600", "1e12,3600"})
  void theWaitIsBetweenASecondAndAnHour(double secondsLeft, long seconds) {
    run(submit(), OptionalDouble.of(secondsLeft));
    assertEquals(Duration.ofSeconds(seconds), desk.retryAfter());
  }

  private Job submit() {
    return assertInstanceOf(
            JobStore.Submission.Accepted.class, desk.submit("v", JobOptions.DEFAULT))
        .job();
  }

  private Job run(Job job, OptionalDouble secondsLeft) {
    Job running =
        job.to(new JobState.Running(new JobProgress(1, OptionalLong.empty(), 1, secondsLeft)), NOW);
    assertTrue(store.replace(running));
    return running;
  }
}
