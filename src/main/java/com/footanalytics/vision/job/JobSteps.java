package com.footanalytics.vision.job;

import java.time.Duration;

/**
 * The steps a job is made of. Called by the scheduler's threads, several at once, for the same step
 * possibly again after a death; each must be idempotent.
 */
public interface JobSteps {

  /** Looks at the video, pins the model and stores the plan. */
  Answer prepare(JobId job);

  /** Does one segment. */
  Answer segment(JobId job, int number);

  /** Puts the results together and moves the job to its end. */
  Answer finish(JobId job);

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
