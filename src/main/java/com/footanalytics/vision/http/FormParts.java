package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a {@code multipart/form-data} body (RFC 7578), one after the other, read while they
 * come in. Holds 64 KiB. For one reader.
 */
final class FormParts {

  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))",
          Pattern.CASE_INSENSITIVE);
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_HEADER_BYTES = 8 * 1024;
  private static final byte[] NEW_LINE = {'\r', '\n'};

  private final InputStream body;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;

  /** Up to here the buffer holds none of a delimiter, not even its beginning. */
  private int clear;

  /** Whether {@link #clear} is where a delimiter begins. */
  private boolean isDelimited;

  private FormParts(InputStream body, String boundary) {
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(US_ASCII);
    // What stands before the first part ends like a part does, and may be empty.
    System.arraycopy(NEW_LINE, 0, buffer, 0, NEW_LINE.length);
    this.end = NEW_LINE.length;
  }

  /**
   * @param body stays the caller's
   * @param contentType the header that came with it
   * @throws HttpProblem if it names no boundary
   */
  static FormParts of(InputStream body, String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw HttpProblem.badRequest("Content-Type: %s names no boundary".formatted(contentType));
    }
    return new FormParts(
        body, Optional.ofNullable(boundary.group(1)).orElseGet(() -> boundary.group(2)));
  }

  /**
   * Reads of the part at hand, at first of what stands before the parts; -1 at its end.
   *
   * @throws HttpProblem if the body ends within it
   */
  int read(byte[] target, int offset, int length) throws IOException {
    while (start == clear) {
      if (isDelimited) {
        return -1;
      }
      look();
    }
    int count = Math.min(length, clear - start);
    System.arraycopy(buffer, start, target, offset, count);
    start += count;
    return count;
  }

  /**
   * Goes on from the end of a part to the next one, and reads its headers.
   *
   * @return by their names in lower case; empty after the last part
   * @throws HttpProblem if they are not well formed or too large
   */
  Optional<Map<String, String>> next() throws IOException {
    if (start != clear || !isDelimited) {
      throw new IllegalStateException("the part is not read to its end");
    }
    start += delimiter.length;
    isDelimited = false;
    String line = line(MOST_HEADER_BYTES).stripTrailing();
    if (line.equals("--")) {
      return Optional.empty();
    }
    if (!line.isEmpty()) {
      throw HttpProblem.badRequest("the form is not well formed: %s".formatted(plain(line)));
    }
    Map<String, String> headers = new HashMap<>();
    int left = MOST_HEADER_BYTES;
    for (line = line(left); !line.isEmpty(); line = line(left)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw HttpProblem.badRequest("no header of a part: %s".formatted(plain(line)));
      }
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
      left -= line.length();
    }
    clear = start;
    return Optional.of(headers);
  }

  private static String plain(String line) {
    return line.substring(0, Math.min(80, line.length())).replaceAll("\\p{Cntrl}", "?");
  }

  /** Finds out how far the buffer is clear of delimiters, with more of the body if it must. */
  private void look() throws IOException {
    int found = find();
    if (found >= 0) {
      clear = found;
      isDelimited = true;
      return;
    }
    clear = Math.max(start, end - delimiter.length + 1);
    if (clear == start) {
      fill();
    }
  }

  private int find() {
    for (int i = start; i <= end - delimiter.length; i++) {
      if (buffer[i] == '\r'
          && Arrays.equals(buffer, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
        return i;
      }
    }
    return -1;
  }

  /** The next line without its end; the last one, {@code --}, may lack it. */
  private String line(int mostBytes) throws IOException {
    int length = 0;
    while (true) {
      for (; start + length + 1 < end && length <= mostBytes; length++) {
        if (buffer[start + length] == '\r' && buffer[start + length + 1] == '\n') {
          String line = new String(buffer, start, length, UTF_8);
          start += length + NEW_LINE.length;
          return line;
        }
      }
      if (length > mostBytes) {
        throw HttpProblem.tooLarge(
            "the headers of a part are larger than %d bytes".formatted(MOST_HEADER_BYTES));
      }
      if (!tryToFill()) {
        String rest = new String(buffer, start, end - start, UTF_8).stripTrailing();
        if (rest.equals("--")) {
          start = end;
          return rest;
        }
        throw broken();
      }
    }
  }

  private void fill() throws IOException {
    if (!tryToFill()) {
      throw broken();
    }
  }

  /** Reads on behind what is there; false at the end of the body. */
  private boolean tryToFill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    clear -= start;
    end -= start;
    start = 0;
    int read = body.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read >= 0;
  }

  private static HttpProblem broken() {
    return HttpProblem.badRequest("the form ends in the middle of a part");
  }
}
