package com.footanalytics.vision.conformance;

import java.util.Locale;

/**
 * What a run is told: the property {@code conformance.NAME}, else the variable CONFORMANCE_NAME.
 */
final class Settings {

  private Settings() {}

  static String get(String name, String otherwise) {
    String property = System.getProperty("conformance." + name, "");
    if (!property.isBlank()) {
      return property.strip();
    }
    String variable = "CONFORMANCE_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    String value = System.getenv().getOrDefault(variable, "");
    return value.isBlank() ? otherwise : value.strip();
  }
}
