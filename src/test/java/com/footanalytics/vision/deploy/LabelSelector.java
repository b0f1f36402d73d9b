package com.footanalytics.vision.deploy;

import java.util.Map;

/**
 * What chooses objects by their labels.
 *
 * @param tree with {@code matchLabels} and {@code matchExpressions}; empty chooses all
 */
record LabelSelector(Tree tree) {

  boolean matches(Map<String, String> labels) {
    return tree.get("matchLabels").texts().entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
        && tree.get("matchExpressions").items().stream()
            .allMatch(expression -> matches(expression, labels));
  }

  private static boolean matches(Tree expression, Map<String, String> labels) {
    String value = labels.getOrDefault(expression.text("key"), "");
    boolean there = labels.containsKey(expression.text("key"));
    boolean named = there && expression.get("values").words().contains(value);
    return switch (expression.text("operator")) {
      case "In" -> named;
      case "NotIn" -> !named;
      case "Exists" -> there;
      case "DoesNotExist" -> !there;
      default -> throw new IllegalArgumentException("operator " + expression.text("operator"));
    };
  }
}
