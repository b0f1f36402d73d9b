package com.footanalytics.vision.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps jobs. Thread-safe. Each call is one atomic step on the store; a change of a job is a
 * compare-and-set on its version, so several processes may share a store.
 */
public interface JobStore {

  /** Keeps a new job, unless too many wait already. */
  Submission submit(Job queued);

  Optional<Job> find(JobId id);

  /** Jobs that fit, newest first. */
  List<Job> list(JobQuery query);

  /** How many jobs wait for a worker. */
  int queued();

  /**
   * Puts {@code changed} in the place of the version right before it.
   *
   * @return false if the store holds another version, or no such job; nothing has changed then
   */
  boolean replace(Job changed);

  /**
   * The job that has waited longest for a worker, once there is one.
   *
   * @return empty if none came up within {@code patience}
   */
  Optional<Job> awaitQueued(Duration patience) throws InterruptedException;

  /**
   * The job as it is once its version is beyond {@code seenVersion}, or as it is after {@code
   * patience}; versions in between may go unseen.
   *
   * @return empty if there is no such job
   */
  Optional<Job> awaitChange(JobId id, long seenVersion, Duration patience)
      throws InterruptedException;

  /** What a store said to a new job. */
  sealed interface Submission {

    /** It is kept. */
    record Accepted(Job job) implements Submission {}

    /**
     * As many wait as may wait.
     *
     * @param queued how many that is
     */
    record Full(int queued) implements Submission {}
  }
}
