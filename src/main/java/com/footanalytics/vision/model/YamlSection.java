package com.footanalytics.vision.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A mapping of a YAML file that hands out every value once, checked, and refuses the rest. */
final class YamlSection {

  private final String path;
  private final Map<String, Object> values;
  private final Function<String, ModelException> refusal;
  private final Set<String> taken = new HashSet<>();

  private YamlSection(
      String path, Map<String, Object> values, Function<String, ModelException> refusal) {
    this.path = path;
    this.values = values;
    this.refusal = refusal;
  }

  /**
   * The whole document.
   *
   * @param refusal makes the exception for a reason, naming the file
   */
  static YamlSection document(@Nullable Object document, Function<String, ModelException> refusal) {
    return new YamlSection("", mapping("", document, refusal), refusal);
  }

  ModelException refuse(String key, String reason) {
    return refusal.apply(at(key) + ": " + reason);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  List<String> keys() {
    return List.copyOf(values.keySet());
  }

  YamlSection section(String key) {
    return new YamlSection(at(key), mapping(at(key), take(key), refusal), refusal);
  }

  String text(String key) {
    return text(key, take(key));
  }

  /** Refuses every value but {@code only}. */
  void constant(String key, String only) {
    String value = text(key);
    if (!value.equals(only)) {
      throw refuse(key, value + " (expected: " + only + ")");
    }
  }

  /** The one of {@code choices} whose text it is. */
  <T> T choice(String key, List<T> choices) {
    String value = text(key);
    return choices.stream()
        .filter(choice -> choice.toString().equals(value))
        .findFirst()
        .orElseThrow(() -> refuse(key, value + " (expected: one of " + choices + ")"));
  }

  /** Text or a number, as text. */
  String scalar(String key) {
    Object value = take(key);
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : text(key, value);
  }

  int number(String key, int least, int most) {
    return number(key, take(key), least, most);
  }

  double fraction(String key) {
    if (take(key) instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= 1) {
      return number.doubleValue();
    }
    throw refuse(key, values.get(key) + " (expected: a number from 0 to 1)");
  }

  float real(String key) {
    return real(key, take(key));
  }

  List<Float> reals(String key) {
    return list(key, take(key)).stream().map(item -> real(key, item)).toList();
  }

  List<String> texts(String key) {
    return list(key, take(key)).stream().map(item -> text(key, item)).toList();
  }

  List<List<String>> textLists(String key) {
    return list(key, take(key)).stream()
        .map(inner -> list(key, inner).stream().map(item -> text(key, item)).toList())
        .toList();
  }

  List<Integer> numbers(String key, int least, int most) {
    return list(key, take(key)).stream().map(item -> number(key, item, least, most)).toList();
  }

  /** Refuses keys that nothing asked for. */
  void end() {
    for (String key : values.keySet()) {
      if (!taken.contains(key)) {
        throw refuse(key, "unknown key (expected here: " + String.join(", ", sorted()) + ")");
      }
    }
  }

  private List<String> sorted() {
    return taken.stream().sorted().toList();
  }

  private Object take(String key) {
    taken.add(key);
    Object value = values.get(key);
    if (value == null) {
      throw refuse(key, "missing");
    }
    return value;
  }

  private String text(String key, @Nullable Object value) {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw refuse(key, value + " (expected: text; numbers go in quotes)");
  }

  private int number(String key, @Nullable Object value, int least, int most) {
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    throw refuse(key, value + " (expected: a whole number from " + least + " to " + most + ")");
  }

  private float real(String key, @Nullable Object value) {
    if (value instanceof Number number && Float.isFinite(number.floatValue())) {
      return number.floatValue();
    }
    throw refuse(key, value + " (expected: a number)");
  }

  private List<@Nullable Object> list(String key, @Nullable Object value) {
    if (value instanceof List<?> list && !list.isEmpty()) {
      return new ArrayList<>(list);
    }
    throw refuse(key, value + " (expected: a list with at least one item)");
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static Map<String, Object> mapping(
      String path, @Nullable Object value, Function<String, ModelException> refusal) {
    String where = path.isEmpty() ? "document" : path;
    if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
      throw refusal.apply(where + ": " + value + " (expected: keys with values)");
    }
    var values = new LinkedHashMap<String, Object>();
    map.forEach((key, item) -> {
      if (!(key instanceof String name)) {
        throw refusal.apply(where + ": " + key + " (expected: keys that are text)");
      }
      values.put(name, item);
    });
    return values;
  }
}
