package com.footanalytics.vision.slo;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A mapping of a YAML file that hands out its values, checked, and at the end refuses those that
 * nobody asked for.
 */
final class Section {

  private final String place;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  private Section(String place, Object value) {
    this.place = place;
    if (!(value instanceof Map<?, ?> mapping)) {
      throw new SloException(place + ": " + value + " (expected: a mapping)");
    }
    mapping.forEach((key, element) -> {
      if (element != null) {
        values.put(key.toString(), element);
      }
    });
  }

  /** The whole of a file. */
  static Section of(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Object document = new Yaml(new SafeConstructor(options)).<Object>load(Files.readString(file));
      return new Section(file.toString(), document == null ? Map.of() : document);
    } catch (IOException e) {
      throw new SloException(file + ": cannot be read; is this the right folder?");
    } catch (YAMLException e) {
      throw new SloException(
          file + ": no YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip());
    }
  }

  SloException refuse(String key, String reason) {
    return new SloException(place + ": " + key + ": " + reason);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key) {
    Object value = take(key);
    if (value instanceof Map || value instanceof List || value.toString().isBlank()) {
      throw refuse(key, value + " (expected: text)");
    }
    return value.toString();
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  BigDecimal number(String key) {
    return number(key, take(key));
  }

  int count(String key, int otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (take(key) instanceof Integer count && count > 0) {
      return count;
    }
    throw refuse(key, values.get(key) + " (expected: a whole number > 0)");
  }

  Window window(String key) {
    return Window.parse(text(key)).orElseThrow(() -> refuse(key, text(key) + Window.EXPECTED));
  }

  List<Window> windows(String key) {
    return list(key).stream()
        .map(value ->
            Window.parse(value.toString()).orElseThrow(() -> refuse(key, value + Window.EXPECTED)))
        .toList();
  }

  Section section(String key) {
    return new Section(place + ": " + key, take(key));
  }

  /** The mappings of a list. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    for (Object element : list(key)) {
      sections.add(new Section(place + ": " + key + "[" + sections.size() + "]", element));
    }
    return sections;
  }

  /** All that is left, as numbers in their order. */
  Map<String, BigDecimal> numbers() {
    Map<String, BigDecimal> numbers = new LinkedHashMap<>();
    values.forEach((key, value) -> numbers.put(key, number(key, value)));
    taken.addAll(values.keySet());
    return numbers;
  }

  /** All that is left, as texts in their order. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    List.copyOf(values.keySet()).forEach(key -> texts.put(key, text(key)));
    return texts;
  }

  /** Refuses what nobody asked for. */
  void end() {
    values.keySet().stream()
        .filter(key -> !taken.contains(key))
        .findFirst()
        .ifPresent(key -> {
          throw refuse(key, "unknown");
        });
  }

  private BigDecimal number(String key, Object value) {
    if (value instanceof Number) {
      return new BigDecimal(value.toString());
    }
    throw refuse(key, value + " (expected: a number)");
  }

  private List<?> list(String key) {
    if (take(key) instanceof List<?> list && !list.isEmpty() && !list.contains(null)) {
      return list;
    }
    throw refuse(key, values.get(key) + " (expected: a list)");
  }

  private Object take(String key) {
    taken.add(key);
    Object value = values.get(key);
    if (value == null) {
      throw refuse(key, "missing");
    }
    return value;
  }
}
