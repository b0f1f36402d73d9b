package com.footanalytics.vision.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** As much of Prometheus' language as the checks need. */
final class PromQl {

  private static final Pattern OUTCOME = Pattern.compile("(outcome|device)(=|=~|!=|!~)\"");

  private PromQl() {}

  /** The parts of a query between an operator that stands in no brackets. */
  static List<String> splitAtTop(String query, char operator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && "([{".indexOf(c) >= 0) {
        depth++;
      } else if (!quoted && ")]}".indexOf(c) >= 0) {
        depth--;
      } else if (!quoted && depth == 0 && c == operator) {
        parts.add(query.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(query.substring(start));
    return parts;
  }

  /** Whether a part is about some outcomes only, of which there may have been none. */
  static boolean choosesByOutcome(String part) {
    return OUTCOME.matcher(part).find();
  }
}
