package com.footanalytics.vision.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110, section 8.8.3). */
final class EntityTag {

  private static final String WEAK = "W/";

  private EntityTag() {}

  /** A strong tag out of plain characters. */
  static String strong(String value) {
    return '"' + value + '"';
  }

  /** The weak tag that means as much as a strong one. */
  static String weak(String strong) {
    return WEAK + strong;
  }

  /** Whether {@code If-None-Match} names that tag, weakly compared. */
  static boolean matches(@Nullable String header, String tag) {
    return header != null
        && Arrays.stream(header.split(",", -1))
            .map(String::strip)
            .anyMatch(one -> one.equals("*") || opaque(one).equals(opaque(tag)));
  }

  private static String opaque(String tag) {
    return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
  }
}
