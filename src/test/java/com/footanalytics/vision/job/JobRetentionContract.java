package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How ended jobs are deleted, on each kind of database. */
@Timeout(60)
abstract class JobRetentionContract extends DatabaseContract {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final TestingClock clock = new TestingClock(NOW);
  private final JobIdGenerator ids = new JobIdGenerator(clock, new Random(1));
  private final JobStores stores =
      new JobStores(
          database,
          TestingJobConfig.of("keep-for", "PT1H", "max-ended", "3", "max-queued", "1000"),
          clock);
  private final List<JobId> deleted = new ArrayList<>();
  private final Set<JobId> stuck = new HashSet<>();
  private final JobRetention retention = new JobRetention(stores, this::delete);

  JobRetentionContract(TestingDatabases.Kind kind) {
    super(kind);
  }

  @Test
  void whatIsTooOldGoesWithItsResultsAndSegments() {
    JobId old = ended();
    clock.advance(Duration.ofMinutes(40));
    JobId young = ended();
    JobId waiting = queued();
    clock.advance(Duration.ofMinutes(30));
    assertEquals(1, retention.sweep(clock.instant()));
    assertEquals(List.of(old), deleted);
    assertEquals(List.of(waiting, young), left());
    assertEquals(List.of(), stores.segments().of(old));
    assertEquals(0, retention.sweep(clock.instant()));
  }

  @Test
  void ofTooManyTheOldestGoButNeverWhatHasNotEnded() {
    JobId waiting = queued();
    List<JobId> jobs = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      jobs.add(ended());
      clock.advance(Duration.ofMillis(1));
    }
    assertEquals(247, retention.sweep(clock.instant()));
    List<JobId> newest = new ArrayList<>(jobs.subList(247, 250).reversed());
    newest.add(waiting);
    assertEquals(newest, left());
    assertEquals(jobs.subList(0, 247), deleted);
  }

  @Test
  void aJobIsNotShownOnceItsDeletionBeganAndIsTriedAgainUntilItIsGone() {
    JobId old = ended();
    stuck.add(old);
    clock.advance(Duration.ofHours(2));
    assertEquals(0, retention.sweep(clock.instant()));
    assertEquals(Optional.empty(), stores.jobs().find(old));
    assertEquals(List.of(), left());
    stuck.clear();
    assertEquals(1, retention.sweep(clock.instant()));
    assertEquals(List.of(old), deleted);
  }

  private void delete(JobId job) {
    assertEquals(Optional.empty(), stores.jobs().find(job));
    if (stuck.contains(job)) {
      throw new IllegalStateException("object store: no answer");
    }
    deleted.add(job);
  }

  private JobId queued() {
    Job queued = Job.queued(ids.next(), "v", JobOptions.DEFAULT, clock.instant());
    stores.jobs().submit(queued);
    return queued.id();
  }

  private JobId ended() {
    JobId id = queued();
    JobMoves moves = new JobMoves(stores.jobs(), clock, _ -> {});
    moves.start(id);
    stores.segments().plan(id, TestingPlans.of(2, 10));
    assertTrue(moves.end(id, new JobState.Succeeded()));
    return id;
  }

  private List<JobId> left() {
    return stores
        .jobs()
        .list(new JobQuery(1000, Optional.empty(), Optional.empty(), Optional.empty()))
        .stream()
        .map(Job::id)
        .toList();
  }
}
