package com.footanalytics.vision.slo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in an expression of PromQL.
 *
 * @param selectors what it asks for, without ranges and offsets
 * @param groupings labels that it groups or matches by
 */
record Expression(Set<String> selectors, Set<String> groupings) {

  /** Texts first, so that nothing within them is looked at. */
  private static final Pattern TOKENS =
      Pattern.compile(
          "(?<text>\"(?:[^\"\\\\]|\\\\.)*\")"
              + "|\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\((?<labels>[^)]*)\\)"
              + "|(?<range>\\[[^]]*])"
              + "|(?<number>\\d[\\w.]*)"
              + "|(?<name>[a-zA-Z_:][\\w:]*)\\s*(?<matchers>\\{(?:[^}\"]|\"(?:[^\"\\\\]|\\\\.)*\")*})?"
              + "(?<call>\\s*\\()?");

  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "offset", "bool", "by", "on", "inf", "nan", "atan2");

  static Expression of(String text) {
    Set<String> selectors = new LinkedHashSet<>();
    Set<String> groupings = new LinkedHashSet<>();
    Matcher token = TOKENS.matcher(text);
    while (token.find()) {
      String labels = token.group("labels");
      String name = token.group("name");
      if (labels != null) {
        groupings.addAll(names(labels));
      } else if (name != null && !WORDS.contains(name)) {
        String matchers = token.group("matchers");
        if (matchers != null) {
          selectors.add(name + matchers);
        } else if (token.group("call") == null && !isAggregation(text, token.end())) {
          selectors.add(name);
        }
      }
    }
    return new Expression(selectors, groupings);
  }

  /** Whether a grouping follows, as in {@code sum by (pod)}. */
  private static boolean isAggregation(String text, int end) {
    return text.substring(end).matches("(?s)\\s*(?:by|without)\\b.*");
  }

  private static List<String> names(String labels) {
    List<String> names = new ArrayList<>();
    for (String label : labels.split(",", -1)) {
      if (!label.isBlank()) {
        names.add(label.strip());
      }
    }
    return names;
  }
}
