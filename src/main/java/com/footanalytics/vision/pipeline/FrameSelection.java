package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.probe.TimeBase;

/**
 * Which frames are inferred; the others are skipped.
 *
 * @param stride every how many decoded frames one is inferred
 * @param fromSeconds media time of the first frame that may be inferred
 * @param toSeconds media time from which none is
 */
public record FrameSelection(
    int stride, double fromSeconds, double toSeconds, TimeBase timeBase, long startPtsTicks) {

  /** The frames that {@code options} ask for. */
  public static FrameSelection of(
      AnalysisRequest.Options options, TimeBase timeBase, long startPtsTicks) {
    return new FrameSelection(
        options.stride(),
        options.fromSeconds().orElse(Double.NEGATIVE_INFINITY),
        options.toSeconds().orElse(Double.POSITIVE_INFINITY),
        timeBase,
        startPtsTicks);
  }

  boolean selects(long frame, long ptsTicks) {
    double seconds = seconds(ptsTicks);
    return frame % stride == 0 && seconds >= fromSeconds && seconds < toSeconds;
  }

  /** Whether no frame from here on can be selected. */
  boolean isPast(long ptsTicks) {
    return seconds(ptsTicks) >= toSeconds;
  }

  private double seconds(long ptsTicks) {
    return timeBase.seconds(ptsTicks - startPtsTicks);
  }
}
