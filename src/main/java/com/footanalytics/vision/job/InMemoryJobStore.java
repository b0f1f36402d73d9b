package com.footanalytics.vision.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread-safe store that lives as long as its process. Ended jobs beyond a bound are forgotten,
 * oldest first; queued and running ones never are.
 */
public final class InMemoryJobStore implements JobStore {

  private final int maxQueued;
  private final int maxEnded;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<JobId, Job> jobs = new TreeMap<>();
  private final TreeSet<JobId> queued = new TreeSet<>();
  private final TreeSet<JobId> ended = new TreeSet<>();

  /**
   * @param maxQueued jobs that may wait at once, at least 1
   * @param maxEnded ended jobs that are remembered, at least 1
   */
  public InMemoryJobStore(int maxQueued, int maxEnded) {
    if (maxQueued < 1 || maxEnded < 1) {
      throw new IllegalArgumentException(
          "job store: %d queued, %d ended (expected: both >= 1)".formatted(maxQueued, maxEnded));
    }
    this.maxQueued = maxQueued;
    this.maxEnded = maxEnded;
  }

  @Override
  public Submission submit(Job job) {
    if (!(job.state() instanceof JobState.Queued)) {
      throw new IllegalArgumentException("job %s: not queued".formatted(job.id()));
    }
    return locked(() -> {
      if (jobs.containsKey(job.id())) {
        throw new IllegalArgumentException("job %s: already kept".formatted(job.id()));
      }
      if (queued.size() >= maxQueued) {
        return new Submission.Full(queued.size());
      }
      put(job);
      return new Submission.Accepted(job);
    });
  }

  @Override
  public Optional<Job> find(JobId id) {
    return locked(() -> Optional.ofNullable(jobs.get(id)));
  }

  @Override
  public List<Job> list(JobQuery query) {
    return locked(() ->
        query
            .after()
            .map(id -> jobs.headMap(id, false))
            .orElse(jobs)
            .descendingMap()
            .values()
            .stream()
            .filter(job -> query.kind().map(job.state().kind()::equals).orElse(true))
            .limit(query.limit())
            .toList());
  }

  @Override
  public int queued() {
    return locked(queued::size);
  }

  @Override
  public boolean replace(Job next) {
    return locked(() -> {
      Job current = jobs.get(next.id());
      if (current == null || current.version() != next.version() - 1) {
        return false;
      }
      put(next);
      return true;
    });
  }

  @Override
  public Optional<Job> awaitQueued(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (queued.isEmpty() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return queued.isEmpty() ? Optional.empty() : Optional.ofNullable(jobs.get(queued.first()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Job> awaitChange(JobId id, long seenVersion, Duration patience)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long deadlineNanos = System.nanoTime() + patience.toNanos();
      @Nullable Job job = jobs.get(id);
      while (job != null && job.version() <= seenVersion) {
        if (!changed.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return Optional.ofNullable(jobs.get(id));
        }
        job = jobs.get(id);
      }
      return Optional.ofNullable(job);
    } finally {
      lock.unlock();
    }
  }

  private void put(Job job) {
    jobs.put(job.id(), job);
    switch (job.state()) {
      case JobState.Queued _ -> queued.add(job.id());
      case JobState.Running _ -> queued.remove(job.id());
      case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ -> {
        queued.remove(job.id());
        ended.add(job.id());
        if (ended.size() > maxEnded) {
          jobs.remove(ended.removeFirst());
        }
      }
    }
    changed.signalAll();
  }

  private <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }
}
