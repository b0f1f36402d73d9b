package com.footanalytics.vision.probe;

import java.time.Duration;

/**
 * The largest video that is taken; what lies beyond is answered as unreadable.
 *
 * @param maxPixels width times height of one picture
 * @param maxFrames frames the header may claim; decoding stops with an error past it too
 * @param maxDuration time the header may claim
 */
public record ProbeLimits(long maxPixels, long maxFrames, Duration maxDuration) {

  /** 8K pictures, ten million frames, a day. */
  public static final ProbeLimits DEFAULT =
      new ProbeLimits(8192L * 4320L, 10_000_000L, Duration.ofHours(24));
}
