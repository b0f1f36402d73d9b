package com.footanalytics.vision.storage;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names an object: parts of lower-case letters, digits, dots, dashes and underscores, joined by
 * slashes; no part begins with a dot. Such a key is a safe path below a folder.
 *
 * @param value 1 to 200 characters
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {

  private static final Pattern FORM =
      Pattern.compile("(?=.{1,200}$)[0-9a-z_-][0-9a-z._-]*(/[0-9a-z_-][0-9a-z._-]*)*");

  public ObjectKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "object key: %s (expected: parts of [0-9a-z._-] joined by /)".formatted(value));
    }
  }

  /** The key that {@code text} spells, or empty if it spells none. */
  public static Optional<ObjectKey> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new ObjectKey(text)) : Optional.empty();
  }

  /** The key of that name below this one. */
  public ObjectKey resolve(String name) {
    return new ObjectKey(value + "/" + name);
  }

  @Override
  public int compareTo(ObjectKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
