package com.footanalytics.vision.pipeline;

import java.time.Duration;

/**
 * How jobs are done.
 *
 * @param segmentSeconds media time of one segment, about; more than 0
 * @param progressInterval the least time between two reports of progress of a segment
 */
public record JobSettings(double segmentSeconds, Duration progressInterval) {

  public JobSettings {
    if (!(segmentSeconds > 0 && segmentSeconds <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "segment: " + segmentSeconds + " s (expected: more than 0)");
    }
  }
}
