package com.footanalytics.vision.model;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Keys that every {@code model.yaml} has. */
final class SharedKeys {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private SharedKeys() {}

  static ModelId id(YamlSection document) {
    String name = document.text("name");
    if (!ModelId.isName(name)) {
      throw document.refuse("name", name + " (expected: a-z, 0-9, dots, dashes, underscores)");
    }
    String version = document.text("version");
    if (!ModelId.isVersion(version)) {
      throw document.refuse("version", version + " (expected: a positive whole number in quotes)");
    }
    return new ModelId(name, Integer.parseInt(version));
  }

  static Map<String, Weights> precisions(YamlSection document) {
    YamlSection precisions = document.section("precisions");
    var weights = new TreeMap<String, Weights>();
    for (String precision : precisions.keys()) {
      YamlSection entry = precisions.section(precision);
      weights.put(precision, new Weights(entry.text("file"), sha256(entry)));
      entry.end();
    }
    return weights;
  }

  static String defaultPrecision(YamlSection document, Map<String, Weights> precisions) {
    String precision = document.text("default-precision");
    if (!precisions.containsKey(precision)) {
      throw document.refuse(
          "default-precision", precision + " (expected: one of " + precisions.keySet() + ")");
    }
    return precision;
  }

  static String sha256(YamlSection entry) {
    String sha256 = entry.text("sha256");
    if (!SHA256.matcher(sha256).matches()) {
      throw entry.refuse("sha256", sha256 + " (expected: 64 lower-case hex digits)");
    }
    return sha256;
  }

  /** How the model was made, by key; empty where nothing is said. */
  static Map<String, String> training(YamlSection document) {
    var values = new TreeMap<String, String>();
    if (document.has("training")) {
      YamlSection training = document.section("training");
      training.keys().forEach(key -> values.put(key, training.scalar(key)));
    }
    return values;
  }
}
