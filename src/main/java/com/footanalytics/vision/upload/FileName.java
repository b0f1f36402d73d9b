package com.footanalytics.vision.upload;

import java.util.stream.Collectors;

/** Names that people give to files. */
public final class FileName {

  private static final int MAX_LENGTH = 200;

  private FileName() {}

  /**
   * The last part of a path as a plain name: no folders, no control characters, 1 to 200
   * characters.
   *
   * @param fallback the answer where nothing is left
   */
  public static String plain(String given, String fallback) {
    String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    String clean =
        last.codePoints()
            .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
            .limit(MAX_LENGTH)
            .mapToObj(Character::toString)
            .collect(Collectors.joining())
            .strip();
    return clean.isEmpty() || clean.equals(".") || clean.equals("..") ? fallback : clean;
  }
}
