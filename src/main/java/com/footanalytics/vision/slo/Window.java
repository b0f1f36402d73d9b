package com.footanalytics.vision.slo;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time as PromQL writes it.
 *
 * @param text such as {@code 30m}
 */
record Window(String text) {

  static final String EXPECTED = " (expected: a span of time, such as 30m)";

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})([smhd])");

  /** Empty if it is none. */
  static Optional<Window> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new Window(text)) : Optional.empty();
  }

  Duration duration() {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException(text + EXPECTED);
    }
    String unit = parts.group(2).toUpperCase(Locale.ROOT);
    return Duration.parse((unit.equals("D") ? "P" : "PT") + parts.group(1) + unit);
  }

  long seconds() {
    return duration().toSeconds();
  }

  @Override
  public String toString() {
    return text;
  }
}
