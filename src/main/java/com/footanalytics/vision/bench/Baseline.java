package com.footanalytics.vision.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Another program that does the same job, to compare with in the same run. It is called with the
 * model file, the video and the seconds to run, and prints the frames per second it reached as its
 * last line.
 *
 * @param program the program
 */
record Baseline(Path program) {

  /**
   * Runs it once.
   *
   * @throws BaselineException if it cannot be started, fails or prints something else
   */
  double framesPerSecond(Path weights, Path video, double seconds) throws InterruptedException {
    List<String> command =
        List.of(
            program.toAbsolutePath().toString(),
            weights.toAbsolutePath().toString(),
            video.toAbsolutePath().toString(),
            String.format(Locale.ROOT, "%.1f", seconds));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try {
        String last = lastLine(process);
        int status = process.waitFor();
        if (status != 0) {
          throw new BaselineException(
              "%s: ended with status %d: %s".formatted(program, status, last));
        }
        return positive(last);
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new BaselineException(program + ": cannot be run: " + e.getMessage(), e);
    }
  }

  private static String lastLine(Process process) throws IOException {
    String last = "";
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line.isBlank() ? last : line.strip();
      }
    }
    return last;
  }

  private double positive(String text) {
    try {
      double framesPerSecond = Double.parseDouble(text);
      if (framesPerSecond > 0 && Double.isFinite(framesPerSecond)) {
        return framesPerSecond;
      }
    } catch (NumberFormatException _) {
      // Answered below, as is a number that is none.
    }
    throw new BaselineException(
        "%s: last line \"%s\" (expected: frames per second, a number > 0)"
            .formatted(program, text));
  }
}
