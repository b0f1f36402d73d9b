package com.footanalytics.vision.job;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Where threads wait for jobs to move on. A change in this process ends a wait at once; for those
 * of other processes, one of the waiting threads looks for all of them every 200 ms. Thread-safe.
 */
final class JobWaits {

  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
  private static final long GONE = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Function<Collection<JobId>, Map<JobId, Long>> versions;

  @GuardedBy("lock")
  private final Map<JobId, Waited> waited = new HashMap<>();

  @GuardedBy("lock")
  private long lookDueNanos = System.nanoTime();

  @GuardedBy("lock")
  private boolean looking;

  private static final class Waited {
    private int threads;
    private long version = -1;
  }

  /**
   * @param versions finds the newest versions of those of the jobs that there are
   */
  JobWaits(Function<Collection<JobId>, Map<JobId, Long>> versions) {
    this.versions = versions;
  }

  /** Makes the next look due. */
  void changed() {
    lock.lock();
    try {
      lookDueNanos = System.nanoTime();
      moved.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the job may be beyond {@code seenVersion} or gone, or after {@code patience}. */
  void await(JobId id, long seenVersion, Duration patience) throws InterruptedException {
    long endNanos = System.nanoTime() + patience.toNanos();
    lock.lockInterruptibly();
    try {
      Waited job = waited.computeIfAbsent(id, _ -> new Waited());
      job.threads++;
      try {
        while (job.version <= seenVersion) {
          long now = System.nanoTime();
          if (endNanos - now <= 0) {
            return;
          }
          if (!looking && lookDueNanos - now <= 0) {
            look();
          } else {
            long pause = looking ? LOOK_NANOS : lookDueNanos - now;
            moved.awaitNanos(Math.min(pause, endNanos - now));
          }
        }
      } finally {
        if (--job.threads == 0) {
          waited.remove(id);
        }
        moved.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Looks for all that wait, without the lock meanwhile. */
  @GuardedBy("lock")
  private void look() {
    looking = true;
    lookDueNanos = System.nanoTime() + LOOK_NANOS;
    List<JobId> jobs = List.copyOf(waited.keySet());
    lock.unlock();
    Map<JobId, Long> found = Map.of();
    boolean answered = false;
    try {
      found = versions.apply(jobs);
      answered = true;
    } finally {
      lock.lock();
      looking = false;
      for (JobId id : answered ? jobs : List.<JobId>of()) {
        Waited job = waited.get(id);
        if (job != null) {
          job.version = Math.max(job.version, found.getOrDefault(id, GONE));
        }
      }
      moved.signalAll();
    }
  }
}
