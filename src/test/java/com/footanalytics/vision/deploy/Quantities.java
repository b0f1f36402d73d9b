package com.footanalytics.vision.deploy;

import java.time.Duration;
import java.util.Locale;

/** Numbers with units as Kubernetes, Quarkus and Prometheus write them. */
final class Quantities {

  private Quantities() {}

  /** Bytes of {@code 3Gi} or {@code 512Mi}; without a size, more than any. */
  static double bytes(String quantity) {
    if (quantity.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    int unit = "KMGT".indexOf(quantity.charAt(Math.max(0, quantity.length() - 2)));
    return quantity.endsWith("i")
        ? Double.parseDouble(quantity.substring(0, quantity.length() - 2))
            * Math.pow(1024, unit + 1)
        : Double.parseDouble(quantity);
  }

  /** {@code PT30S}, {@code 30S}, {@code 30s} or {@code 2m}. */
  static Duration duration(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return Duration.parse(upper.startsWith("P") ? upper : "PT" + upper);
  }

  static long seconds(String text) {
    return duration(text).toSeconds();
  }
}
