package com.footanalytics.vision.probe;

/**
 * The length of one timestamp tick as a fraction of a second, as the container states it.
 *
 * @param numerator seconds, at least 1
 * @param denominator parts, at least 1
 */
public record TimeBase(int numerator, int denominator) {

  public TimeBase {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          "time base: " + numerator + "/" + denominator + " (expected: both > 0)");
    }
  }

  /** Seconds that {@code ticks} last; exact to one rounding of a double. */
  public double seconds(long ticks) {
    return (double) ticks * numerator / denominator;
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
