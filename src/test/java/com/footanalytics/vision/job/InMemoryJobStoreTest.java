package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InMemoryJobStoreTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(20);

  private final JobIdGenerator ids =
      new JobIdGenerator(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));
  private final InMemoryJobStore store = new InMemoryJobStore(3, 2);

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
  void endedJobsBeyondTheBoundAreForgottenOldestFirst() {
    Job oldest = ended(submitted());
    Job stillRunning = running(submitted());
    assertTrue(store.replace(stillRunning));
    Job second = ended(submitted());
    Job third = ended(submitted());
    assertEquals(Optional.empty(), store.find(oldest.id()));
    assertEquals(
        List.of(third, second, stillRunning),
        store.list(new JobQuery(10, Optional.empty(), Optional.empty())));
  }

  @Test
  void pagesOfTheListJoinWithoutGapOrOverlap() {
    InMemoryJobStore large = new InMemoryJobStore(100, 1);
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      Job job = queued();
      large.submit(job);
      jobs.addFirst(job);
    }
    List<Job> read = new ArrayList<>();
    Optional<JobId> after = Optional.empty();
    List<Job> page = large.list(new JobQuery(7, after, Optional.empty()));
    while (!page.isEmpty()) {
      read.addAll(page);
      page = large.list(new JobQuery(7, Optional.of(read.getLast().id()), Optional.empty()));
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
        store.list(new JobQuery(10, Optional.empty(), Optional.of(JobState.Kind.RUNNING))));
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
          for (int i = 0; i < 100; i++) {
            boolean done = false;
            while (!done) {
              Job now = store.find(job.id()).orElseThrow();
              done = store.replace(progressed(now, framesDone(now) + 1));
            }
          }
          return 100;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> counted : threads.invokeAll(Collections.nCopies(8, count))) {
        counted.get();
      }
    }
    Job last = store.find(job.id()).orElseThrow();
    assertEquals(800, framesDone(last));
    assertEquals(801, last.version());
  }

  @Test
  void boundsBelowOneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new InMemoryJobStore(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new InMemoryJobStore(1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new JobQuery(0, Optional.empty(), Optional.empty()));
  }

  private Job queued() {
    return Job.queued(ids.next(), "v", JobOptions.DEFAULT, NOW);
  }

  private Job submitted() {
    Job job = queued();
    assertEquals(new JobStore.Submission.Accepted(job), store.submit(job));
    return job;
  }

  private Job ended(Job job) {
    Job running = running(job);
    Job ended = running.to(new JobState.Succeeded(), NOW);
    assertTrue(store.replace(running) && store.replace(ended));
    return ended;
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
