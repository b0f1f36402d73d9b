package com.footanalytics.vision.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the head of a JVM's fatal error log says.
 *
 * @param signal such as {@code SIGSEGV}
 * @param frame where it happened, such as {@code C [libavcodec.so.62+0x1b2c] decode+0x44}
 */
record CrashLog(String signal, String frame) {

  private static final int HEAD_LINES = 40;
  private static final int FRAME_CHARACTERS = 200;
  private static final Pattern SIGNAL = Pattern.compile("# +(SIG[A-Z]+|EXCEPTION_[A-Z_]+) \\(.*");

  /** What a log says; empty if it tells of no crash, but of memory that ran out, or of nothing. */
  static Optional<CrashLog> read(Path file) throws IOException {
    List<String> head;
    try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
      head = reader.lines().limit(HEAD_LINES).toList();
    }
    Optional<String> signal =
        head.stream()
            .map(SIGNAL::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .findFirst();
    int title = head.indexOf("# Problematic frame:");
    String frame =
        title < 0 || title + 1 == head.size()
            ? "an unknown place"
            : head.get(title + 1).replaceFirst("^#\\s*", "").replaceAll("\\s+", " ");
    return signal.map(
        name -> new CrashLog(name, frame.substring(0, Math.min(FRAME_CHARACTERS, frame.length()))));
  }

  @Override
  public String toString() {
    return signal + " in " + frame;
  }
}
