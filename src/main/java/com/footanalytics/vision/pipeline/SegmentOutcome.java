package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.SegmentResult;

/** How an attempt at a segment ended. Infrastructure that broke is an exception instead. */
sealed interface SegmentOutcome {

  /** Its lines are in the object store. */
  record Finished(SegmentResult result) implements SegmentOutcome {}

  /**
   * The video cannot be analysed.
   *
   * @param reason one line for the person who handed the video in
   */
  record Unreadable(String reason) implements SegmentOutcome {}

  /** It was told to stop. */
  record Stopped() implements SegmentOutcome {}
}
