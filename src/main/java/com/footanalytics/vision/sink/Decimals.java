package com.footanalytics.vision.sink;

/**
 * Numbers as the result files carry them: plain decimals with at least one and at most so many
 * places, no exponent, no negative zero.
 */
final class Decimals {

  private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
  private static final double LIMIT = 1e12;

  private Decimals() {}

  /**
   * {@code value} rounded half up.
   *
   * @param places 1 to 6
   * @throws IllegalArgumentException if {@code value} is not finite or 1e12 and beyond
   */
  static String of(double value, int places) {
    if (!(Math.abs(value) < LIMIT)) {
      throw new IllegalArgumentException("number: " + value + " (expected: finite, below 1e12)");
    }
    return ofUnits(Math.round(value * POWERS_OF_TEN[places]), places);
  }

  /**
   * {@code units} with the decimal point {@code places} from the right.
   *
   * @param places 1 to 6
   */
  static String ofUnits(long units, int places) {
    long unitsOfOne = POWERS_OF_TEN[places];
    long fraction = Math.abs(units % unitsOfOne);
    StringBuilder text = new StringBuilder(24);
    if (units < 0) {
      text.append('-');
    }
    text.append(Math.abs(units / unitsOfOne)).append('.');
    int digits = places;
    while (digits > 1 && fraction % 10 == 0) {
      fraction /= 10;
      digits--;
    }
    for (long power = POWERS_OF_TEN[digits - 1]; power > 0; power /= 10) {
      text.append((char) ('0' + fraction / power % 10));
    }
    return text.toString();
  }
}
