package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Sql;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends jobs whose end was asked for, and tells their steps that run here, wherever the wish and the
 * end came from. Owns one thread. Thread-safe.
 */
final class JobWatch implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(JobWatch.class.getName());
  private static final Duration LOOK = Duration.ofMillis(250);

  private final JobStores stores;
  private final StepRunner runner;
  private final JobSteps steps;
  private final JobMoves moves;
  private final Thread thread = Thread.ofVirtual().name("job-watch").unstarted(this::watch);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private boolean stopping;

  JobWatch(JobStores stores, StepRunner runner, JobSteps steps, JobMoves moves) {
    this.stores = stores;
    this.runner = runner;
    this.steps = steps;
    this.moves = moves;
  }

  void start() {
    stores.bell().onChange(this::wake);
    thread.start();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      stopping = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean started = thread.getState() != Thread.State.NEW;
    try {
      if (started) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    while (goesOn()) {
      try {
        look();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "cannot see which jobs are to end: " + e.getMessage());
      }
    }
  }

  private boolean goesOn() {
    lock.lock();
    try {
      if (!stopping) {
        changed.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
      }
      return !stopping;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    cancelRequested().forEach(job -> moves.end(job, new JobState.Cancelled()));
    Set<JobId> ended = new HashSet<>(runner.jobs());
    if (!ended.isEmpty()) {
      running(ended).forEach(ended::remove);
      ended.forEach(steps::cancel);
    }
  }

  private List<JobId> cancelRequested() {
    return stores
        .database()
        .transaction(connection ->
            new Sql(connection)
                .list(
                    "select id from job where state = ? and cancel_requested",
                    row -> new JobId(row.getString(1)),
                    JobRows.stateName(JobState.Kind.RUNNING)));
  }

  private List<JobId> running(Set<JobId> jobs) {
    List<Object> values = new ArrayList<>();
    values.add(JobRows.stateName(JobState.Kind.RUNNING));
    jobs.forEach(job -> values.add(job.value()));
    return stores
        .database()
        .transaction(connection ->
            new Sql(connection)
                .list(
                    "select id from job where state = ? and id in " + Sql.places(jobs.size()),
                    row -> new JobId(row.getString(1)),
                    values.toArray()));
  }
}
