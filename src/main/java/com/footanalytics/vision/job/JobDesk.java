package com.footanalytics.vision.job;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Takes orders for jobs and for their end on behalf of people. Thread-safe. */
public final class JobDesk {

  private static final Duration RETRY_UNKNOWN = Duration.ofSeconds(10);
  private static final Duration RETRY_AT_MOST = Duration.ofHours(1);
  private static final int RUNNING_LOOKED_AT = 100;

  private final JobStore store;
  private final JobIdGenerator ids;
  private final Clock clock;

  public JobDesk(JobStore store, JobIdGenerator ids, Clock clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  /** Queues an analysis of a stored video. */
  public JobStore.Submission submit(String videoId, JobOptions options) {
    return submit(videoId, options, Optional.empty());
  }

  /**
   * Queues an analysis of a stored video.
   *
   * @param traceParent the trace of the request that asks for it, if there is one
   */
  public JobStore.Submission submit(
      String videoId, JobOptions options, Optional<String> traceParent) {
    return store.submit(Job.queued(ids.next(), videoId, options, clock.instant(), traceParent));
  }

  /**
   * When a place in a full queue may be free: the time the first of the running jobs has left, in
   * whole seconds, from 1 s to 1 h.
   */
  public Duration retryAfter() {
    double seconds =
        store
            .list(
                new JobQuery(
                    RUNNING_LOOKED_AT,
                    Optional.empty(),
                    Optional.of(JobState.Kind.RUNNING),
                    Optional.empty()))
            .stream()
            .map(Job::state)
            .filter(JobState.Running.class::isInstance)
            .map(JobState.Running.class::cast)
            .flatMapToDouble(running -> running.progress().secondsLeft().stream())
            .min()
            .orElse((double) RETRY_UNKNOWN.toSeconds());
    return Duration.ofSeconds(
        (long) Math.ceil(Math.clamp(seconds, 1.0, (double) RETRY_AT_MOST.toSeconds())));
  }

  /**
   * Ends a queued job at once and asks the worker of a running one to end it; asking again changes
   * nothing.
   */
  public Cancel cancel(JobId id) {
    while (true) {
      Optional<Job> found = store.find(id);
      if (found.isEmpty()) {
        return new Cancel.Unknown();
      }
      Job job = found.get();
      switch (job.state()) {
        case JobState.Queued _ -> {
          Job cancelled = job.to(new JobState.Cancelled(), clock.instant());
          if (store.replace(cancelled)) {
            return new Cancel.Ended(cancelled);
          }
        }
        case JobState.Running _ -> {
          if (job.cancelRequested()) {
            return new Cancel.Requested(job);
          }
          Job asked = job.withCancelRequested();
          if (store.replace(asked)) {
            return new Cancel.Requested(asked);
          }
        }
        case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ -> {
          return new Cancel.TooLate(job);
        }
      }
    }
  }

  /** What became of a wish to cancel. */
  public sealed interface Cancel {

    /** The job waited and is cancelled now. */
    record Ended(Job job) implements Cancel {}

    /** The job runs; its worker has been asked. */
    record Requested(Job job) implements Cancel {}

    /** The job had ended before. */
    record TooLate(Job job) implements Cancel {}

    /** No such job. */
    record Unknown() implements Cancel {}
  }
}
