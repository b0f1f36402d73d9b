package com.footanalytics.vision.job;

/** The stored results of jobs, as far as deleting them goes. */
@FunctionalInterface
public interface JobObjects {

  /**
   * Deletes all that is stored of a job, or sees that nothing is; may throw what storage throws.
   */
  void delete(JobId job);
}
