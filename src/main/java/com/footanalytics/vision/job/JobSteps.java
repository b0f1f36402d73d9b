package com.footanalytics.vision.job;

import java.time.Duration;

/**
 * The steps a job is made of. Called by the scheduler's threads, several at once, for the same step
 * possibly again after a death, and rarely by two processes at a time; each must be idempotent. A
 * step is only begun while its job runs and nobody wants its end. What it throws counts as {@link
 * Answer.TryAgain}.
 */
public interface JobSteps {

  /** Looks at the video, pins the model and stores the plan. */
  Answer prepare(JobId job);

  /** Does one segment. */
  Answer segment(JobId job, int number);

  /** Puts the results together and moves the job to its end. */
  Answer finish(JobId job);

  /**
   * Asks the running steps of a job to return soon, since the job has ended or shall end; whatever
   * they answer then means {@link Answer.Done}. Must not wait for them. Called again and again
   * while they run.
   */
  void cancel(JobId job);

  /**
   * Asks all running steps to return within the grace period, handed back where they are not done;
   * no others are begun. Must not wait for them. Called once.
   */
  void stopping();

  /** What the scheduler is to do after a step. */
  sealed interface Answer {

    /** The step is done, or there is nothing to do any more. */
    record Done() implements Answer {}

    /** The step was handed back undone, for whoever comes next. */
    record HandedBack() implements Answer {}

    /**
     * Something that may pass kept the step from being done.
     *
     * @param reason one line
     */
    record TryAgain(String reason) implements Answer {}

    /** Not now: other work must end first. */
    record Later(Duration delay) implements Answer {}
  }
}
