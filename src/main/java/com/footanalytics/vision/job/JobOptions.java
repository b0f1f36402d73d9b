package com.footanalytics.vision.job;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the person who starts a job may choose.
 *
 * @param model {@code name} or {@code name:version}; the default model if empty
 * @param stride every how many frames one is inferred, at least 1
 * @param fromSeconds media time before which frames are skipped
 * @param toSeconds media time from which frames are skipped
 * @param annotate whether to write an annotated video
 */
public record JobOptions(
    Optional<String> model,
    int stride,
    OptionalDouble fromSeconds,
    OptionalDouble toSeconds,
    boolean annotate) {

  /** Every frame, the default model, no annotated video. */
  public static final JobOptions DEFAULT =
      new JobOptions(Optional.empty(), 1, OptionalDouble.empty(), OptionalDouble.empty(), false);

  public JobOptions {
    if (stride < 1) {
      throw new IllegalArgumentException("stride: " + stride + " (expected: >= 1)");
    }
    double from = fromSeconds.orElse(0);
    double to = toSeconds.orElse(Double.MAX_VALUE);
    if (!(0 <= from && from < to && to <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "from %s to %s (expected: 0 <= from < to, in seconds)"
              .formatted(from, toSeconds.isPresent() ? to : "the end"));
    }
  }
}
