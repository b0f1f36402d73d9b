package com.footanalytics.vision.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Logs of fatal errors of the JVM: new ones in a folder, a bounded number of old ones in {@code
 * seen} below it.
 *
 * @param folder may not exist
 */
record CrashLogs(Path folder) {

  /** File systems keep time in steps of the kernel's clock, which lags behind. */
  private static final long FILE_CLOCK_LAG_MILLIS = 50;

  private static final int KEPT = 20;

  /** The newest crash that the process before this one, started at {@code start}, died of. */
  Optional<CrashLog> newest(Instant start) {
    try {
      for (Path log : logs(folder)) {
        if (modified(log).plusMillis(FILE_CLOCK_LAG_MILLIS).isAfter(start)) {
          Optional<CrashLog> crash = CrashLog.read(log);
          if (crash.isPresent()) {
            return crash;
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read crash logs in " + folder, e);
    }
  }

  /** Puts the logs away, so that none counts twice. */
  void putAway() {
    try {
      List<Path> fresh = logs(folder);
      Path seen = folder.resolve("seen");
      if (!fresh.isEmpty()) {
        Files.createDirectories(seen);
      }
      for (Path log : fresh) {
        Files.move(log, seen.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      for (Path old : logs(seen).stream().skip(KEPT).toList()) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot put crash logs in " + folder + " away", e);
    }
  }

  /** Newest first. */
  private static List<Path> logs(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("hs_err.*\\.log"))
          .sorted(Comparator.comparing(CrashLogs::modified).reversed())
          .toList();
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
