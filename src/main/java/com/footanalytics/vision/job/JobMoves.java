package com.footanalytics.vision.job;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Moves jobs to where they go next, however often another process comes first. Thread-safe. */
public final class JobMoves {

  private static final int LONGEST_REASON = 1000;

  private final JobStore store;
  private final Clock clock;
  private final Consumer<Job> ended;

  /**
   * @param ended told of each job that a call here has ended
   */
  public JobMoves(JobStore store, Clock clock, Consumer<Job> ended) {
    this.store = store;
    this.clock = clock;
    this.ended = ended;
  }

  /**
   * Ends a running job; one that waits can only be cancelled.
   *
   * @return whether this call ended it; false where it had ended before, or there is none
   */
  public boolean end(JobId id, JobState end) {
    Optional<Job> moved = move(id, job -> Optional.of(job.to(shortened(end), clock.instant())));
    moved.ifPresent(ended);
    return moved.isPresent();
  }

  /** Begins a job that waits; one that runs stays as it is. */
  void start(JobId id) {
    move(
        id,
        job ->
            job.state() instanceof JobState.Queued
                ? Optional.of(job.to(new JobState.Running(JobProgress.NONE), clock.instant()))
                : Optional.empty());
  }

  /** Notes what keeps a step of a running job from being done. */
  void trouble(JobId id, String reason) {
    move(id, job -> Optional.of(job.withTrouble(shortened(reason))));
  }

  private Optional<Job> move(JobId id, Function<Job, Optional<Job>> step) {
    while (true) {
      Optional<Job> next = store.find(id).filter(job -> !job.hasEnded()).flatMap(step);
      if (next.isEmpty() || store.replace(next.get())) {
        return next;
      }
    }
  }

  private static JobState shortened(JobState end) {
    return end instanceof JobState.Failed(String reason)
        ? new JobState.Failed(shortened(reason))
        : end;
  }

  private static String shortened(String reason) {
    String line = reason.replaceAll("\\R", " ");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
  }
}
