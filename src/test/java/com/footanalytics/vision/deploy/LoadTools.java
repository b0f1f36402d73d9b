package com.footanalytics.vision.deploy;

import com.footanalytics.vision.testing.OneAtATime;
import com.footanalytics.vision.testing.TestingPrometheus;
import com.footanalytics.vision.testing.TestingPrometheus.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Flagger's load tester, and what it has for the scripts of webhooks: tools of the machine, or else
 * those that Go installs into {@code target/}.
 */
final class LoadTools {

  private static final Path FOLDER = Path.of("target/load-tools").toAbsolutePath();
  private static final Map<String, String> MODULES =
      Map.of(
          "ghz", "github.com/bojand/ghz/cmd/ghz@v0.120.0",
          "hey", "github.com/rakyll/hey@v0.1.4",
          "loadtester", "github.com/fluxcd/flagger/cmd/loadtester@v1.41.0");
  private static final int INSTALL_SECONDS = 600;
  private static final int RUN_SECONDS = 120;

  private LoadTools() {}

  /** Skips the calling test on a machine that has not all of these and cannot install them. */
  static void require(String... tools) {
    for (String tool : tools) {
      String module = MODULES.getOrDefault(tool, "");
      Assumptions.assumeTrue(
          OneAtATime.run("install-load-tools", () -> installed(tool, module)),
          () ->
              "no %s: install it%s"
                  .formatted(tool, module.isEmpty() ? "" : ", or Go, with which the test does"));
    }
  }

  /** Where the tools are, and all others of the machine. */
  static String path() {
    return FOLDER + ":" + System.getenv("PATH");
  }

  private static boolean installed(String tool, String module) {
    if (!isThere(tool) && !module.isEmpty() && Kustomize.onPath("go")) {
      Ended install =
          TestingPrometheus.run(
              INSTALL_SECONDS, List.of("env", "GOBIN=" + FOLDER, "go", "install", module));
      System.err.print(install.output());
    }
    return isThere(tool);
  }

  private static boolean isThere(String tool) {
    return Kustomize.onPath(tool) || Files.isExecutable(FOLDER.resolve(tool));
  }

  /**
   * Runs a command as the load tester does: by a shell, to its end, here at most two minutes.
   *
   * @param variables it gets besides, as NAME=VALUE
   */
  static Ended run(String command, String... variables) {
    List<String> words = new ArrayList<>(List.of("env", "PATH=" + path()));
    Stream.of(variables).forEach(words::add);
    words.addAll(List.of("bash", "-c", command));
    return TestingPrometheus.run(RUN_SECONDS, words);
  }
}
