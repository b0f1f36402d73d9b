package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.sink.RunEnd;

/** How an analysis ended. Infrastructure that broke is an exception instead. */
public sealed interface AnalysisOutcome {

  /** All results are under their final names. */
  record Succeeded(RunEnd end) implements AnalysisOutcome {}

  /**
   * The video cannot be analysed; nothing is under a final name.
   *
   * @param reason one line for the person who handed the video in
   */
  record Unreadable(String reason) implements AnalysisOutcome {}

  /** Cancelled before the end; nothing is under a final name. */
  record Cancelled() implements AnalysisOutcome {}
}
