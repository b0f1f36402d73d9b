package com.footanalytics.vision.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Range} header (RFC 9110, section 14) means for so many bytes. */
sealed interface ByteRange {

  /** All of it: no range was asked for, or one that may be ignored. */
  record Whole() implements ByteRange {}

  /**
   * A part of it.
   *
   * @param first offset of its first byte
   * @param last offset of its last byte, not before {@code first}
   */
  record Part(long first, long last) implements ByteRange {}

  /** No byte of it lies in the range. */
  record Outside() implements ByteRange {}

  Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  static ByteRange of(Optional<String> header, long length) {
    Matcher range = FORM.matcher(header.orElse("").strip());
    if (!range.matches()) {
      return new Whole();
    }
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), length);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (to < from) {
      return new Whole();
    }
    return from >= length ? new Outside() : new Part(from, Math.min(to, length - 1));
  }

  private static ByteRange suffix(long wanted, long length) {
    return wanted == 0 || length == 0
        ? new Outside()
        : new Part(Math.max(0, length - wanted), length - 1);
  }
}
