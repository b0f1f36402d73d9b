package com.footanalytics.vision.slo;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ${name}} stands for in expressions, descriptions and limits. */
final class Placeholders {

  private static final Pattern FORM = Pattern.compile("\\$\\{([a-z0-9.-]+)}");

  private final Map<String, String> values;

  Placeholders(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * A text with every placeholder replaced.
   *
   * @param refusal makes the exception for a placeholder that stands for nothing
   */
  String fill(String text, Function<String, SloException> refusal) {
    return FORM.matcher(text)
        .replaceAll(found -> {
          String value = values.get(found.group(1));
          if (value == null) {
            throw refusal.apply(found.group() + " stands for nothing");
          }
          return Matcher.quoteReplacement(value);
        });
  }
}
