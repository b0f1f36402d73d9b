package com.footanalytics.vision.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Objects that belong together. Unmodifiable; edits give a copy.
 *
 * @param all in the order of their document
 */
record Manifests(List<Manifest> all) {

  Manifests {
    all = List.copyOf(all);
  }

  static Manifests parse(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(64 << 20);
    return new Manifests(
        StreamSupport.stream(
                new Yaml(new SafeConstructor(options)).loadAll(yaml).spliterator(), false)
            .filter(document -> document != null)
            .map(document -> new Manifest(new Tree(document)))
            .toList());
  }

  List<Manifest> ofKind(String kind) {
    return all.stream().filter(object -> object.kind().equals(kind)).toList();
  }

  Optional<Manifest> find(String kind, String name) {
    return ofKind(kind).stream().filter(object -> object.name().equals(name)).findFirst();
  }

  Manifest get(String kind, String name) {
    return find(kind, name)
        .orElseThrow(() -> new NoSuchElementException(kind + " " + name + " is not there"));
  }

  Manifests and(Manifests others) {
    return new Manifests(Stream.concat(all.stream(), others.all.stream()).toList());
  }

  Manifests without(String kind, String name) {
    return new Manifests(
        all.stream()
            .filter(object -> !(object.kind().equals(kind) && object.name().equals(name)))
            .toList());
  }

  /** A copy in which a value is set; pointers are JSON's, {@code -} for a new list element. */
  Manifests with(String kind, String name, String pointer, Object value) {
    return edited(kind, name, pointer, value);
  }

  /** A copy in which a value is gone. */
  Manifests without(String kind, String name, String pointer) {
    return edited(kind, name, pointer, null);
  }

  /** A copy in which a part of a text reads otherwise. */
  Manifests rewritten(String kind, String name, String pointer, String part, String other) {
    Tree place = get(kind, name).tree();
    for (String key : keys(pointer)) {
      place = key.matches("\\d+") ? place.items().get(Integer.parseInt(key)) : place.get(key);
    }
    String text = place.text();
    if (!text.contains(part)) {
      throw new NoSuchElementException("%s %s %s: no %s".formatted(kind, name, pointer, part));
    }
    return edited(kind, name, pointer, text.replace(part, other));
  }

  private Manifests edited(String kind, String name, String pointer, @Nullable Object value) {
    Manifest edited = get(kind, name);
    return new Manifests(
        all.stream()
            .map(object ->
                object.equals(edited)
                    ? new Manifest(new Tree(edit(object.tree().value(), keys(pointer), value)))
                    : object)
            .toList());
  }

  private static List<String> keys(String pointer) {
    return Stream.of(pointer.substring(1).split("/"))
        .map(key -> key.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private static @Nullable Object edit(
      @Nullable Object tree, List<String> keys, @Nullable Object value) {
    if (keys.isEmpty()) {
      return value;
    }
    String key = keys.getFirst();
    List<String> rest = keys.subList(1, keys.size());
    return tree instanceof List<?> list
        ? editList(new ArrayList<>(list), key, rest, value)
        : editMap(tree instanceof Map<?, ?> map ? map : Map.of(), key, rest, value);
  }

  private static List<@Nullable Object> editList(
      List<@Nullable Object> copy, String key, List<String> rest, @Nullable Object value) {
    if (key.equals("-")) {
      copy.add(edit(null, rest, value));
      return copy;
    }
    int index = Integer.parseInt(key);
    if (rest.isEmpty() && value == null) {
      copy.remove(index);
    } else {
      copy.set(index, edit(copy.get(index), rest, value));
    }
    return copy;
  }

  private static Map<Object, @Nullable Object> editMap(
      Map<?, ?> map, String key, List<String> rest, @Nullable Object value) {
    Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
    if (value == null && !copy.containsKey(key)) {
      throw new NoSuchElementException(key + " is not there");
    }
    if (rest.isEmpty() && value == null) {
      copy.remove(key);
    } else {
      copy.put(key, edit(copy.get(key), rest, value));
    }
    return copy;
  }
}
