package com.footanalytics.vision.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory processes keep resident. */
final class ResidentMemory {

  private static final String KEY = "VmRSS:";

  private ResidentMemory() {}

  /** Bytes of this process that are resident now; empty where the system does not say. */
  static OptionalLong bytes() {
    return of("self");
  }

  /** Bytes of another process that are resident now; empty where the system does not say. */
  static OptionalLong bytes(long pid) {
    return of(Long.toString(pid));
  }

  private static OptionalLong of(String process) {
    Path status = Path.of("/proc", process, "status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(KEY))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
