package com.footanalytics.vision.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Class names as Ultralytics writes them into a model: the text of a Python dictionary from index
 * to name, or of a list of names.
 */
final class PythonNames {

  private static final Pattern ENTRY =
      Pattern.compile(
          "\\G\\s*(?:(\\d{1,6})\\s*:\\s*)?(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\")\\s*(,|$)");

  private PythonNames() {}

  /** The names by index; none if the text is nothing of the kind or skips an index. */
  static Optional<List<String>> parse(String text) {
    String stripped = text.strip();
    boolean dictionary = stripped.startsWith("{") && stripped.endsWith("}");
    boolean list = stripped.startsWith("[") && stripped.endsWith("]");
    if (!dictionary && !list) {
      return Optional.empty();
    }
    String inner = stripped.substring(1, stripped.length() - 1).strip();
    var names = new TreeMap<Integer, String>();
    Matcher entry = ENTRY.matcher(inner);
    int end = 0;
    while (end < inner.length() && entry.find()) {
      if (entry.group(1) == null == dictionary) {
        return Optional.empty();
      }
      String quoted = entry.group(2) == null ? entry.group(3) : entry.group(2);
      int index = dictionary ? Integer.parseInt(entry.group(1)) : names.size();
      names.put(index, quoted.replaceAll("\\\\(.)", "$1"));
      end = entry.end();
    }
    boolean whole = end == inner.length() && !names.isEmpty() && names.firstKey() == 0;
    return whole && names.lastKey() == names.size() - 1
        ? Optional.of(new ArrayList<>(names.values()))
        : Optional.empty();
  }
}
