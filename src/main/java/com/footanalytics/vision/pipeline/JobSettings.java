package com.footanalytics.vision.pipeline;

import java.time.Duration;

/**
 * How jobs are done.
 *
 * @param segmentSeconds media time of one segment, about; more than 0
 * @param handBackAfter how long steps may go on in a process that stops; shorter than its grace
 */
public record JobSettings(double segmentSeconds, Duration handBackAfter) {

  public JobSettings {
    if (!(segmentSeconds > 0 && segmentSeconds <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "segment: " + segmentSeconds + " s (expected: more than 0)");
    }
  }
}
