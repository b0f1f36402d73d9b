package com.footanalytics.vision.job;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far a running job has come.
 *
 * @param framesDone frames whose result is written
 * @param framesExpected frames the video claims; a guess
 * @param framesPerSecond over the run so far
 * @param secondsLeft at that speed; a guess
 */
public record JobProgress(
    long framesDone,
    OptionalLong framesExpected,
    double framesPerSecond,
    OptionalDouble secondsLeft) {

  /** Nothing done yet. */
  public static final JobProgress NONE =
      new JobProgress(0, OptionalLong.empty(), 0, OptionalDouble.empty());

  public JobProgress {
    if (framesDone < 0 || !isAmount(framesPerSecond) || !isAmount(secondsLeft.orElse(0))) {
      throw new IllegalArgumentException(
          "progress: %d frames, %s per second, %s left (expected: all finite, >= 0)"
              .formatted(framesDone, framesPerSecond, secondsLeft));
    }
  }

  /** Part of the expected frames that is done, 0 to 1; empty where none are expected. */
  public OptionalDouble ratio() {
    return framesExpected.isEmpty() || framesExpected.getAsLong() < 1
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.min(1, (double) framesDone / framesExpected.getAsLong()));
  }

  private static boolean isAmount(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }
}
