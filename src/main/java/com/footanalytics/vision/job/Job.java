package com.footanalytics.vision.job;

import java.time.Instant;
import java.util.Optional;

/**
 * One analysis of one video as a store keeps it. Every change makes the next version.
 *
 * @param id its name
 * @param videoId the stored video
 * @param options how to analyse
 * @param state where it stands
 * @param times when it moved
 * @param attempts how often its most often begun step was begun; 0 while it waits
 * @param trouble what kept a step from being done, the last time one was; one line
 * @param cancelRequested whether someone asked for its end while it ran
 * @param traceParent the trace of the request that made it, as the header {@code traceparent} has
 *     it
 * @param version 0 when queued, one more with every change
 */
public record Job(
    JobId id,
    String videoId,
    JobOptions options,
    JobState state,
    JobTimes times,
    int attempts,
    Optional<String> trouble,
    boolean cancelRequested,
    Optional<String> traceParent,
    long version) {

  /** A new job that waits for a worker. */
  public static Job queued(JobId id, String videoId, JobOptions options, Instant now) {
    return queued(id, videoId, options, now, Optional.empty());
  }

  /**
   * A new job that waits for a worker.
   *
   * @param traceParent the trace of the request that makes it, if there is one
   */
  public static Job queued(
      JobId id, String videoId, JobOptions options, Instant now, Optional<String> traceParent) {
    return new Job(
        id,
        videoId,
        options,
        new JobState.Queued(),
        JobTimes.createdAt(now),
        0,
        Optional.empty(),
        false,
        traceParent,
        0);
  }

  /**
   * This job moved on to {@code next}.
   *
   * @throws IllegalStateException if there is no such move
   */
  public Job to(JobState next, Instant now) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "job %s: no move from %s to %s".formatted(id, state.kind().label(), next.kind().label()));
    }
    return next(next, times.after(next, now), trouble, cancelRequested);
  }

  /**
   * This job with the wish that its worker end it.
   *
   * @throws IllegalStateException if no worker has it
   */
  public Job withCancelRequested() {
    if (!(state instanceof JobState.Running)) {
      throw new IllegalStateException(
          "job %s: %s, not running".formatted(id, state.kind().label()));
    }
    return next(state, times, trouble, true);
  }

  /** This job with what keeps one of its steps from being done. */
  Job withTrouble(String reason) {
    return next(state, times, Optional.of(reason), cancelRequested);
  }

  /** Whether all its results are there. */
  public boolean hasSucceeded() {
    return state instanceof JobState.Succeeded;
  }

  public boolean hasEnded() {
    return state.kind().isEnd();
  }

  private Job next(
      JobState state, JobTimes times, Optional<String> trouble, boolean cancelRequested) {
    return new Job(
        id,
        videoId,
        options,
        state,
        times,
        attempts,
        trouble,
        cancelRequested,
        traceParent,
        version + 1);
  }
}
