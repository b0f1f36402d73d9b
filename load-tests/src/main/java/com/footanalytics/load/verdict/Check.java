package com.footanalytics.load.verdict;

import java.util.Locale;

/**
 * One thing that had to hold.
 *
 * @param name what was looked at
 * @param measured what was seen
 * @param limit the most, or with {@code least} the least, that is right
 * @param unit of both; empty for a count
 * @param samples of what it was made; where there is none, it does not hold
 */
public record Check(
    String name, double measured, double limit, Bound bound, String unit, long samples) {

  /** On which side of the limit what was seen must be. */
  public enum Bound {
    AT_MOST,
    AT_LEAST
  }

  static Check atMost(String name, double measured, double limit, String unit, long samples) {
    return new Check(name, measured, limit, Bound.AT_MOST, unit, samples);
  }

  static Check atLeast(String name, double measured, double limit, String unit, long samples) {
    return new Check(name, measured, limit, Bound.AT_LEAST, unit, samples);
  }

  public boolean passed() {
    return samples > 0
        && switch (bound) {
          case AT_MOST -> measured <= limit;
          case AT_LEAST -> measured >= limit;
        };
  }

  /** One line for people. */
  public String text() {
    if (samples == 0) {
      return "%s: nothing was measured".formatted(name);
    }
    return String.format(
        Locale.ROOT,
        "%s: %s%s (%s %s%s)",
        name,
        number(measured),
        unit.isEmpty() ? "" : " " + unit,
        bound == Bound.AT_MOST ? "at most" : "at least",
        number(limit),
        unit.isEmpty() ? "" : " " + unit);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
  }
}
