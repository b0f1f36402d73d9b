package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.testing.TestingDatabases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of jobs does, on each kind of database. */
@Timeout(60)
abstract class JobStoreContract extends DatabaseContract {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Duration SEEN_BY_POLLING = Duration.ofSeconds(5);

  private final JobIdGenerator ids =
      new JobIdGenerator(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));
  private final JobStore store = stores(3).jobs();

  JobStoreContract(TestingDatabases.Kind kind) {
    super(kind);
  }

  @Test
  void asManyJobsWaitAsMayWait() {
    submitted();
    submitted();
    Job third = submitted();
    assertEquals(new JobStore.Submission.Full(3), store.submit(queued()));
    assertTrue(store.replace(third.to(new JobState.Cancelled(), NOW)));
    assertInstanceOf(JobStore.Submission.Accepted.class, store.submit(queued()));
  }

  @Test
  void aJobKeepsTheTraceOfTheRequestThatMadeIt() {
    Optional<String> trace = Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    Job like = queued();
    Job job = Job.queued(like.id(), like.videoId(), like.options(), NOW, trace);
    store.submit(job);
    assertTrue(store.replace(running(job)));
    assertEquals(trace, store.find(job.id()).orElseThrow().traceParent());
  }

  @Test
  void aJobIsKeptOnceAndQueued() {
    Job job = submitted();
    assertThrows(IllegalArgumentException.class, () -> store.submit(job));
    Job running = running(queued());
    assertThrows(IllegalArgumentException.class, () -> store.submit(running));
  }

  @Test
  void onlyTheNextVersionTakesAJobsPlace() {
    Job job = submitted();
    Job running = running(job);
    assertFalse(store.replace(progressed(running, 1)));
    assertTrue(store.replace(running));
    assertFalse(store.replace(running));
    assertFalse(store.replace(job.to(new JobState.Cancelled(), NOW)));
    assertEquals(Optional.of(running), store.find(job.id()));
    assertFalse(store.replace(running(queued())));
  }

  @Test
  void pagesOfTheListJoinWithoutGapOrOverlap() {
    JobStore large = stores(100).jobs();
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      Job job = queued();
      large.submit(job);
      jobs.addFirst(job);
    }
    List<Job> read = new ArrayList<>();
    Optional<JobId> after = Optional.empty();
    List<Job> page = large.list(query(7, after));
    while (!page.isEmpty()) {
      read.addAll(page);
      page = large.list(query(7, Optional.of(read.getLast().id())));
    }
    assertEquals(jobs, read);
  }

  @Test
  void theListHoldsOnlyTheKindAskedFor() {
    submitted();
    Job running = running(submitted());
    store.replace(running);
    assertEquals(
        List.of(running),
        store.list(
            new JobQuery(
                10, Optional.empty(), Optional.of(JobState.Kind.RUNNING), Optional.empty())));
  }

  @Test
  void theListHoldsOnlyTheVideoAskedFor() {
    submitted();
    Job other = Job.queued(ids.next(), "other", JobOptions.DEFAULT, NOW);
    store.submit(other);
    assertEquals(
        List.of(other),
        store.list(new JobQuery(10, Optional.empty(), Optional.empty(), Optional.of("other"))));
  }

  @Test
  void theJobThatWaitedLongestComesFirst() throws InterruptedException {
    Job first = submitted();
    Job second = submitted();
    assertEquals(Optional.of(first), store.awaitQueued(LONG));
    store.replace(running(first));
    assertEquals(Optional.of(second), store.awaitQueued(LONG));
    store.replace(second.to(new JobState.Cancelled(), NOW));
    assertEquals(Optional.empty(), store.awaitQueued(Duration.ofMillis(1)));
    assertEquals(0, store.queued());
  }

  @Test
  void aWaitForAJobEndsWhenOneComes() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Job>> waiting = threads.submit(() -> store.awaitQueued(LONG));
      Job job = submitted();
      assertEquals(Optional.of(job), waiting.get());
    }
  }

  @Test
  void aWaitForAChangeEndsWithTheChange() throws Exception {
    Job job = submitted();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Job>> waiting = threads.submit(() -> store.awaitChange(job.id(), 0, LONG));
      submitted();
      Job running = running(job);
      store.replace(running);
      assertEquals(Optional.of(running), waiting.get());
    }
  }

  @Test
  void aChangeMissedEarlierIsSeenAtOnce() throws InterruptedException {
    Job running = running(submitted());
    store.replace(running);
    assertEquals(Optional.of(running), store.awaitChange(running.id(), 0, LONG));
    assertEquals(Optional.of(running), store.awaitChange(running.id(), 1, Duration.ofMillis(1)));
    assertEquals(Optional.empty(), store.awaitChange(ids.next(), 0, LONG));
  }

  @Test
  void ofManyWhoTakeAJobOneGetsIt() throws Exception {
    Job job = submitted();
    Callable<Boolean> take = () -> store.replace(running(job));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int won = 0;
      for (Future<Boolean> taken : threads.invokeAll(Collections.nCopies(64, take))) {
        won += taken.get() ? 1 : 0;
      }
      assertEquals(1, won);
    }
  }

  @Test
  void noChangeIsLostThoughManyChangeAJob() throws Exception {
    Job job = running(submitted());
    store.replace(job);
    Callable<Integer> count =
        () -> {
          for (int i = 0; i < 25; i++) {
            boolean done = false;
            while (!done) {
              Job now = store.find(job.id()).orElseThrow();
              done = store.replace(progressed(now, framesDone(now) + 1));
            }
          }
          return 25;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> counted : threads.invokeAll(Collections.nCopies(8, count))) {
        counted.get();
      }
    }
    Job last = store.find(job.id()).orElseThrow();
    assertEquals(200, framesDone(last));
    assertEquals(201, last.version());
  }

  @Test
  void boundsBelowOneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> stores(0));
    assertThrows(IllegalArgumentException.class, () -> query(0, Optional.empty()));
  }

  @Test
  void aJobComesBackAsItWasKept() {
    JobOptions options =
        new JobOptions(
            Optional.of("players:2"), 3, OptionalDouble.of(1.5), OptionalDouble.of(90), true);
    Job job = Job.queued(ids.next(), "v", options, Instant.parse("2026-03-01T12:00:00.123456789Z"));
    store.submit(job);
    assertEquals(Optional.of(job), store.find(job.id()));
    Job running =
        job.to(
            new JobState.Running(
                new JobProgress(7, OptionalLong.of(90), 12.5, OptionalDouble.of(6.64))),
            NOW.plusNanos(1));
    assertTrue(store.replace(running));
    assertEquals(Optional.of(running), store.find(job.id()));
    Job troubled = running.withTrouble("disk full");
    assertTrue(store.replace(troubled));
    Job asked = troubled.withCancelRequested();
    assertTrue(store.replace(asked));
    assertEquals(Optional.of(asked), store.find(job.id()));
    Job failed = asked.to(new JobState.Failed("disk full"), NOW.plusSeconds(3));
    assertTrue(store.replace(failed));
    assertEquals(Optional.of(failed), store.find(job.id()));
  }

  @Test
  void aQueuedJobHasItsFirstStepAndAnEndedOneHasNone() {
    Job job = submitted();
    assertEquals(List.of("prepare " + job.id()), steps());
    store.replace(job.to(new JobState.Cancelled(), NOW));
    assertEquals(List.of(), steps());
  }

  @Test
  void aStepThatAWorkerHasStaysWhenItsJobEnds() {
    Job job = submitted();
    database.transaction(
        connection -> new Sql(connection).update("update scheduled_tasks set picked = true"));
    store.replace(job.to(new JobState.Cancelled(), NOW));
    assertEquals(List.of("prepare " + job.id()), steps());
  }

  @Test
  void manyWhoSubmitAtOnceFillTheQueueAndNoMore() throws Exception {
    Callable<Boolean> submit = () -> store.submit(queued()) instanceof JobStore.Submission.Accepted;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int accepted = 0;
      for (Future<Boolean> future : threads.invokeAll(Collections.nCopies(20, submit))) {
        accepted += future.get() ? 1 : 0;
      }
      assertEquals(3, accepted);
      assertEquals(3, store.queued());
    }
  }

  @Test
  void aChangeByAnotherProcessEndsAWait() throws Exception {
    Job job = submitted();
    JobStore other = stores(3).jobs();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Job>> waiting = threads.submit(() -> store.awaitChange(job.id(), 0, LONG));
      Job running = running(job);
      other.replace(running);
      assertEquals(
          Optional.of(running), waiting.get(SEEN_BY_POLLING.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void manyMoreThanThereAreConnectionsCanWait() throws Exception {
    Job job = submitted();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Job>>> waiting =
          Stream.generate(() -> threads.submit(() -> store.awaitChange(job.id(), 0, LONG)))
              .limit(200)
              .toList();
      Job running = running(job);
      store.replace(running);
      for (Future<Optional<Job>> one : waiting) {
        assertEquals(Optional.of(running), one.get());
      }
    }
  }

  private JobStores stores(int maxQueued) {
    return new JobStores(
        database,
        TestingJobConfig.of("max-queued", Integer.toString(maxQueued)),
        new TestingClock(NOW));
  }

  private static JobQuery query(int limit, Optional<JobId> after) {
    return new JobQuery(limit, after, Optional.empty(), Optional.empty());
  }

  private Job queued() {
    return Job.queued(ids.next(), "v", JobOptions.DEFAULT, NOW);
  }

  private Job submitted() {
    Job job = queued();
    assertEquals(new JobStore.Submission.Accepted(job), store.submit(job));
    return job;
  }

  private static Job running(Job job) {
    return job.to(new JobState.Running(JobProgress.NONE), NOW);
  }

  private static Job progressed(Job job, long frames) {
    return job.to(
        new JobState.Running(
            new JobProgress(frames, OptionalLong.empty(), 0, OptionalDouble.empty())),
        NOW);
  }

  private static long framesDone(Job job) {
    return ((JobState.Running) job.state()).progress().framesDone();
  }
}
