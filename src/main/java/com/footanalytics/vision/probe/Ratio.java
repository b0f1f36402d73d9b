package com.footanalytics.vision.probe;

/**
 * A positive fraction, such as a sample aspect or a nominal frame rate.
 *
 * @param numerator at least 1
 * @param denominator at least 1
 */
public record Ratio(int numerator, int denominator) {

  /** Square samples. */
  public static final Ratio ONE = new Ratio(1, 1);

  public Ratio {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          "ratio: " + numerator + "/" + denominator + " (expected: both > 0)");
    }
  }

  public double value() {
    return (double) numerator / denominator;
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
