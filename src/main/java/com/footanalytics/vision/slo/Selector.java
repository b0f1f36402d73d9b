package com.footanalytics.vision.slo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Series of one metric.
 *
 * @param metric its name
 * @param matchers such as {@code outcome="ok"}, with commas between them; may be empty
 */
record Selector(String metric, String matchers) {

  private static final Pattern FORM = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.+)})?");

  /** Empty if it is none. */
  static Optional<Selector> parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    return parts.matches()
        ? Optional.of(new Selector(parts.group(1), Optional.ofNullable(parts.group(2)).orElse("")))
        : Optional.empty();
  }

  /** The series of a histogram that carry that ending. */
  Selector ending(String suffix) {
    return new Selector(metric + suffix, matchers);
  }

  Selector and(String matcher) {
    return new Selector(metric, matchers.isEmpty() ? matcher : matchers + "," + matcher);
  }

  @Override
  public String toString() {
    return matchers.isEmpty() ? metric : metric + "{" + matchers + "}";
  }
}
