package com.footanalytics.vision.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place in a YAML document, which may hold nothing.
 *
 * @param value a map, list, text, number, boolean, or null for nothing
 */
record Tree(@Nullable Object value) {

  /** What stands under a key. */
  Tree get(String key) {
    return new Tree(value instanceof Map<?, ?> map ? map.get(key) : null);
  }

  /** What stands under keys that hold no dots themselves. */
  Tree at(String path) {
    Tree place = this;
    for (String key : path.split("[.]")) {
      place = place.get(key);
    }
    return place;
  }

  boolean exists() {
    return value != null;
  }

  /** The elements of a list; none of anything else. */
  List<Tree> items() {
    return value instanceof List<?> list ? list.stream().<Tree>map(Tree::new).toList() : List.of();
  }

  /** The element of a list that has a name. */
  Tree named(String name) {
    return items().stream()
        .filter(item -> item.text("name").equals(name))
        .findFirst()
        .orElse(new Tree(null));
  }

  /** The entries of a map in their order; none of anything else. */
  Map<String, Tree> entries() {
    Map<String, Tree> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> entries.put(String.valueOf(key), new Tree(inner)));
    }
    return entries;
  }

  /** The entries of a map of texts. */
  Map<String, String> texts() {
    return entries().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text()));
  }

  /** The value as text; empty where there is nothing. */
  String text() {
    return value == null ? "" : String.valueOf(value);
  }

  String text(String path) {
    return at(path).text();
  }

  /** The elements of a list of texts. */
  List<String> words() {
    return items().stream().map(Tree::text).toList();
  }

  Optional<Double> number() {
    return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }

  int count(int otherwise) {
    return number().map(Double::intValue).orElse(otherwise);
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  boolean isFalse() {
    return Boolean.FALSE.equals(value);
  }
}
