package com.footanalytics.vision.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The length of a process's command line. ONNX Runtime 1.29 ends a process whose command line does
 * not fit into one memory page, without a word.
 */
final class CommandLineLength {

  private static final Path OWN = Path.of("/proc/self/cmdline");
  private static final int PAGE_BYTES = 4096;

  private CommandLineLength() {}

  /** What is wrong with this process's command line, if anything is. */
  static Optional<String> objection() {
    return objection(OWN);
  }

  /**
   * What is wrong with a command line.
   *
   * @param commandLine holds it as the system gives it; none where it cannot be read
   */
  static Optional<String> objection(Path commandLine) {
    try {
      int bytes = Files.isReadable(commandLine) ? Files.readAllBytes(commandLine).length : 0;
      return bytes < PAGE_BYTES
          ? Optional.empty()
          : Optional.of(
              "command line of %d bytes (expected: fewer than %d); use shorter paths"
                  .formatted(bytes, PAGE_BYTES));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
