package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.sink.RunEnd;

/** How the analysis of a video that came as bytes ended. */
public sealed interface StreamOutcome {

  /** Every frame was looked at or skipped. */
  record Succeeded(RunEnd end) implements StreamOutcome {}

  /**
   * The video cannot be analysed.
   *
   * @param reason one line for the person who handed the video in
   */
  record Unreadable(String reason) implements StreamOutcome {}

  /**
   * The video has more bytes than may be.
   *
   * @param maxBytes how many may be
   */
  record TooLarge(long maxBytes) implements StreamOutcome {}

  /** There is no such model. */
  record NoSuchModel(String reason) implements StreamOutcome {}

  /** The model cannot be used now. */
  record ModelUnavailable(String reason) implements StreamOutcome {}

  /** Cancelled before the end. */
  record Cancelled() implements StreamOutcome {}

  /** Our fault; the log says more. */
  record Failed() implements StreamOutcome {}
}
