package com.footanalytics.vision.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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
   * @throws IllegalStateException if it fails or prints something else
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
      String last = "";
      try (var lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          last = line.isBlank() ? last : line.strip();
        }
      }
      if (process.waitFor() != 0) {
        throw new IllegalStateException(program + ": failed: " + last);
      }
      return Double.parseDouble(last);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(program + ": printed no frames per second", e);
    } catch (IOException e) {
      throw new UncheckedIOException(program + ": " + e.getMessage(), e);
    }
  }
}
