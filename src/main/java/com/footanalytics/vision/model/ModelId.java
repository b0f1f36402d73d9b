package com.footanalytics.vision.model;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Which model: its name and the number of its version. Ordered by name, then version.
 *
 * @param name lower-case letters, digits, dots, dashes and underscores
 * @param version a positive whole number
 */
public record ModelId(String name, int version) implements Comparable<ModelId> {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Comparator<ModelId> ORDER =
      Comparator.comparing(ModelId::name).thenComparingInt(ModelId::version);

  public ModelId {
    if (!isName(name) || version < 1) {
      throw new IllegalArgumentException(
          "model: %s:%d (expected: a lower-case name and a version > 0)".formatted(name, version));
    }
  }

  /** Whether {@code text} can be the name of a model. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Whether {@code text} can be the version of a model. */
  public static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  @Override
  public int compareTo(ModelId other) {
    return ORDER.compare(this, other);
  }

  /** The form people write: {@code name:version}. */
  @Override
  public String toString() {
    return name + ":" + version;
  }
}
