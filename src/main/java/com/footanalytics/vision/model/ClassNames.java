package com.footanalytics.vision.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Names the classes of a graph: what a person says goes before what the file says. */
final class ClassNames {

  private static final String COCO = "coco";
  private static final String METADATA_KEY = "names";

  private final List<String> said;
  private final List<String> written;

  ClassNames(Hints hints, Map<String, String> metadata) {
    this.said = hints.classes();
    this.written =
        Optional.ofNullable(metadata.get(METADATA_KEY))
            .flatMap(PythonNames::parse)
            .orElse(List.of());
  }

  /** How many were named, if any were; COCO's count as any number. */
  Optional<Integer> count() {
    if (said.equals(List.of(COCO))) {
      return Optional.empty();
    }
    List<String> named = said.isEmpty() ? written : said;
    return named.isEmpty() ? Optional.empty() : Optional.of(named.size());
  }

  /** Names for a graph whose outputs do not say how many classes there are. */
  List<String> ofAnyNumber(String outputs) {
    List<String> named = said.isEmpty() ? written : said;
    if (named.isEmpty()) {
      throw Refusal.ambiguous(
          outputs
              + " does not say how many classes there are; name them with --classes a,b,c"
              + " or --classes coco");
    }
    return distinct(named.equals(List.of(COCO)) ? CocoClasses.NAMES : named);
  }

  /**
   * Names for a graph that has so many classes.
   *
   * @param output whose shape says so
   */
  List<String> of(int classes, TensorDescription output) {
    if (said.equals(List.of(COCO))) {
      return sized(coco(classes).orElse(CocoClasses.NAMES), classes, output, "--classes");
    }
    if (!said.isEmpty()) {
      return distinct(sized(said, classes, output, "--classes"));
    }
    if (!written.isEmpty()) {
      return distinct(sized(written, classes, output, "the file's metadata"));
    }
    return coco(classes)
        .orElseGet(() -> IntStream.range(0, classes).mapToObj(index -> "class" + index).toList());
  }

  /** COCO's names where there are as many as COCO's classes or category numbers. */
  private static Optional<List<String>> coco(int classes) {
    List<String> byCategory = CocoClasses.byCategory();
    if (classes == CocoClasses.NAMES.size()) {
      return Optional.of(CocoClasses.NAMES);
    }
    if (classes == byCategory.size()) {
      return Optional.of(byCategory);
    }
    return classes == byCategory.size() - 1
        ? Optional.of(byCategory.subList(1, byCategory.size()))
        : Optional.empty();
  }

  private static List<String> sized(
      List<String> names, int classes, TensorDescription output, String source) {
    if (names.size() != classes) {
      throw Refusal.unknown(
          "%s: %d classes (expected: %d, as output %s says)"
              .formatted(source, names.size(), classes, output));
    }
    return names;
  }

  private static List<String> distinct(List<String> names) {
    if (new HashSet<>(names).size() != names.size() || names.stream().anyMatch(String::isBlank)) {
      throw Refusal.unknown(
          "classes: %s (expected: every name once, none empty); name them with --classes"
              .formatted(names));
    }
    return names;
  }
}
