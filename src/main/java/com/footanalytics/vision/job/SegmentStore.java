package com.footanalytics.vision.job;

import java.util.List;
import java.util.Optional;

/**
 * Keeps the plans of jobs and how far their segments are. Thread-safe and shared by processes; each
 * call is one transaction.
 */
public interface SegmentStore {

  /**
   * Keeps a job's plan and schedules its segments, once: where the job has a plan already or has
   * ended, nothing changes.
   *
   * @return the plan that holds
   */
  JobPlan plan(JobId job, JobPlan plan);

  /** The plan of a job, once it has been prepared. */
  Optional<JobPlan> planOf(JobId job);

  /** The segments of a job in order; empty before it is prepared. */
  List<Segment> of(JobId job);

  /** One segment, as far as it is; empty where there is none of that number. */
  Optional<Segment> find(JobId job, int number);

  /**
   * Begins an attempt: {@code worker} has the segment and its attempts are one more.
   *
   * @return the segment as it is then; empty if it is done or unknown, or its job has ended
   */
  Optional<Segment> begin(JobId job, int number, String worker);

  /**
   * Tells how many frames of a segment the running attempt has dealt with. Cheap enough to be
   * called for every frame: most reports only meet the next that is written, one for each progress
   * interval and job. A report that cannot be written is dropped.
   */
  void progress(JobId job, int number, long frames);

  /** Hands a segment back that {@code worker} did not finish; not counted as an attempt. */
  void handBack(JobId job, int number, String worker);

  /** Lets go of a segment on which {@code worker} failed; the attempt counts. */
  void release(JobId job, int number, String worker);

  /**
   * Keeps what came of a segment and, if it was the last one missing, schedules the job's finish; a
   * segment that is done stays as it is.
   */
  void done(JobId job, int number, SegmentResult result);

  /**
   * Counts a crash for every segment that {@code worker} had when it died, whoever has it since,
   * and lets go of them.
   *
   * @return those segments, as they are then
   */
  List<Segment> crashed(String worker);
}
