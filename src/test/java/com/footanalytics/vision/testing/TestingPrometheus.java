package com.footanalytics.vision.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Prometheus and its promtool: those of the {@code PATH}, or else Debian's, which {@code
 * .ci/fetch-prometheus} unpacks into {@code target/}. Thread-safe.
 */
public final class TestingPrometheus {

  private static final Path SCRIPT = Path.of(".ci/fetch-prometheus").toAbsolutePath();
  private static final Path FOLDER = Path.of("target").toAbsolutePath();

  /** The suite of Debian with its newest version. */
  private static final String NEWEST = "sid";

  private static final int FETCH_SECONDS = 300;

  private TestingPrometheus() {}

  /** Two programs of one version. */
  public record Tools(Path prometheus, Path promtool) {

    @Override
    public String toString() {
      return prometheus.toString();
    }
  }

  /**
   * What an ended command has printed.
   *
   * @param status its exit status
   */
  public record Ended(int status, String output) {}

  /**
   * Some version. Where there is none the calling test is skipped; if the environment variable
   * {@code CI} is set it fails.
   */
  public static Tools require() {
    Optional<Tools> tools = Found.SOME;
    if (tools.isEmpty()) {
      String message =
          "no promtool and prometheus: install Prometheus, or let .ci/fetch-prometheus fetch it";
      if (System.getenv("CI") != null) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    return tools.orElseThrow();
  }

  /** That of {@link #require()} and, where it can be had, Debian's newest. */
  public static List<Tools> versions() {
    return Stream.concat(Stream.of(require()), Found.NEWER.stream()).toList();
  }

  /** Runs a command to its end, at most so long. */
  public static Ended run(int seconds, List<String> command) {
    try {
      Path output = Files.createTempFile("prometheus", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return new Ended(124, Files.readString(output) + "\nnot ended after " + seconds + " s");
        }
        return new Ended(process.exitValue(), Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Optional<Tools> onPath() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> in(Path.of(folder)).stream())
        .findFirst();
  }

  private static Optional<Tools> in(Path folder) {
    Tools tools = new Tools(folder.resolve("prometheus"), folder.resolve("promtool"));
    return Files.isExecutable(tools.prometheus) && Files.isExecutable(tools.promtool)
        ? Optional.of(tools)
        : Optional.empty();
  }

  private static Optional<Tools> fetched(String suite) {
    return OneAtATime.run("fetch-prometheus", () -> fetchedHere(suite));
  }

  private static Optional<Tools> fetchedHere(String suite) {
    Path folder = FOLDER.resolve("prometheus" + (suite.isEmpty() ? "" : "-" + suite));
    if (in(folder.resolve("usr/bin")).isEmpty()) {
      Ended fetch =
          run(
              FETCH_SECONDS,
              suite.isEmpty() ? List.of(SCRIPT.toString()) : List.of(SCRIPT.toString(), suite));
      if (fetch.status != 0) {
        System.err.println(fetch.output.strip());
      }
    }
    return in(folder.resolve("usr/bin"));
  }

  /** Looked for once. */
  private static final class Found {
    static final Optional<Tools> SOME = onPath().or(() -> fetched(""));
    static final Optional<Tools> NEWER = fetched(NEWEST);
  }
}
