package com.footanalytics.vision.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file name in a {@code Content-Disposition} header (RFC 6266). */
final class ContentDisposition {

  private static final Pattern EXTENDED =
      Pattern.compile(";\\s*filename\\*\\s*=\\s*utf-8'[^']*'([^;\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUOTED =
      Pattern.compile(
          ";\\s*filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern TOKEN =
      Pattern.compile(";\\s*filename\\s*=\\s*([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

  private ContentDisposition() {}

  /** The name; the extended form is preferred to the plain one. */
  static Optional<String> fileName(String header) {
    return first(EXTENDED, header)
        .flatMap(ContentDisposition::decoded)
        .or(() -> first(QUOTED, header).map(name -> name.replaceAll("\\\\(.)", "$1")))
        .or(() -> first(TOKEN, header));
  }

  private static Optional<String> first(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> decoded(String percentEncoded) {
    try {
      return Optional.of(
          URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
