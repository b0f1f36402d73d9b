package com.footanalytics.vision.testing;

import com.footanalytics.vision.testing.TestingPrometheus.Ended;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Alertmanager's amtool: that of the {@code PATH}, or else Debian's, which {@code
 * .ci/fetch-alertmanager} unpacks into {@code target/}. Thread-safe.
 */
public final class TestingAmtool {

  private static final Path SCRIPT = Path.of(".ci/fetch-alertmanager").toAbsolutePath();
  private static final Path FETCHED = Path.of("target/alertmanager/usr/bin").toAbsolutePath();
  private static final int FETCH_SECONDS = 300;
  private static final int SECONDS = 60;

  private TestingAmtool() {}

  /**
   * Runs it to its end. Where it cannot be had the calling test is skipped; if the environment
   * variable {@code CI} is set it fails.
   */
  public static Ended run(String... arguments) {
    if (Found.AMTOOL.isEmpty()) {
      String message = "no amtool: install Alertmanager, or let .ci/fetch-alertmanager fetch it";
      if (System.getenv("CI") != null) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    List<String> command = new ArrayList<>(List.of(Found.AMTOOL.orElseThrow().toString()));
    command.addAll(List.of(arguments));
    return TestingPrometheus.run(SECONDS, command);
  }

  private static Optional<Path> in(Path folder) {
    return Optional.of(folder.resolve("amtool")).filter(Files::isExecutable);
  }

  private static Optional<Path> fetched() {
    if (in(FETCHED).isEmpty()) {
      Ended fetch = TestingPrometheus.run(FETCH_SECONDS, List.of(SCRIPT.toString()));
      if (fetch.status() != 0) {
        System.err.println(fetch.output().strip());
      }
    }
    return in(FETCHED);
  }

  /** Looked for once. */
  private static final class Found {
    static final Optional<Path> AMTOOL =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(folder -> in(Path.of(folder)).stream())
            .findFirst()
            .or(() -> OneAtATime.run("fetch-alertmanager", TestingAmtool::fetched));
  }
}
