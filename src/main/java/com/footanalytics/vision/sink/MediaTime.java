package com.footanalytics.vision.sink;

import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.probe.VideoInfo;
import java.math.BigInteger;

/**
 * A moment of a video, counted from its start.
 *
 * @param ticks ticks since the start pts; negative before it
 * @param timeBase length of a tick
 */
record MediaTime(long ticks, TimeBase timeBase) {

  /** The moment at which a picture with {@code ptsTicks} is shown. */
  static MediaTime of(VideoInfo video, long ptsTicks) {
    return new MediaTime(ptsTicks - video.startPtsTicks(), video.timeBase());
  }

  /** Microseconds, rounded half up from the exact fraction. */
  long microseconds() {
    return rounded(1_000_000);
  }

  /** {@code HH:MM:SS.mmm}, rounded half up from the exact fraction; hours grow as needed. */
  String timecode() {
    long milliseconds = rounded(1_000);
    long rest = Math.abs(milliseconds);
    return "%s%02d:%02d:%02d.%03d"
        .formatted(
            milliseconds < 0 ? "-" : "",
            rest / 3_600_000,
            rest / 60_000 % 60,
            rest / 1_000 % 60,
            rest % 1_000);
  }

  private long rounded(int unitsPerSecond) {
    BigInteger twice = BigInteger.valueOf(2L * timeBase.denominator());
    BigInteger shifted =
        BigInteger.valueOf(ticks)
            .multiply(BigInteger.valueOf(2L * timeBase.numerator()))
            .multiply(BigInteger.valueOf(unitsPerSecond))
            .add(BigInteger.valueOf(timeBase.denominator()));
    BigInteger[] parts = shifted.divideAndRemainder(twice);
    BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return floor.bitLength() < Long.SIZE ? floor.longValue() : Long.MAX_VALUE * floor.signum();
  }
}
