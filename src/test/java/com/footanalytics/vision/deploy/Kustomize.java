package com.footanalytics.vision.deploy;

import com.footanalytics.vision.testing.OneAtATime;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The tool that builds manifests: {@code kustomize} or {@code kubectl} of the machine, or else one
 * that Go installs into {@code target/}.
 */
final class Kustomize {

  private static final Path FOLDER = Path.of("target/kustomize").toAbsolutePath();
  private static final Path INSTALLED = FOLDER.resolve("kustomize");
  private static final String MODULE = "sigs.k8s.io/kustomize/kustomize/v5@v5.8.1";
  private static final Optional<List<String>> COMMAND =
      OneAtATime.run("install-kustomize", Kustomize::command);

  private Kustomize() {}

  /** What a folder builds to; skips the calling test on a machine that has no such tool. */
  static String build(Path folder) {
    Assumptions.assumeTrue(
        COMMAND.isPresent(),
        "no kustomize: install kustomize or kubectl, or Go, with which the tests install it");
    List<String> command = new ArrayList<>(COMMAND.orElseThrow());
    command.add(folder.toString());
    return run(command, Map.of(), 120)
        .orElseThrow(() -> new AssertionError(String.join(" ", command) + " failed; see above"));
  }

  private static Optional<List<String>> command() {
    if (onPath("kustomize")) {
      return Optional.of(List.of("kustomize", "build"));
    }
    if (onPath("kubectl")) {
      return Optional.of(List.of("kubectl", "kustomize"));
    }
    if (!Files.isExecutable(INSTALLED) && onPath("go")) {
      Map<String, String> into = Map.of("GOBIN", FOLDER.toString());
      run(List.of("go", "install", MODULE), into, 900);
    }
    return Files.isExecutable(INSTALLED)
        ? Optional.of(List.of(INSTALLED.toString(), "build"))
        : Optional.empty();
  }

  static boolean onPath(String tool) {
    return pathOf(tool).isPresent();
  }

  static Optional<Path> pathOf(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The output of a command that succeeds in time; what it complains of is shown. */
  private static Optional<String> run(
      List<String> command, Map<String, String> environment, int seconds) {
    try {
      Path output = Files.createTempFile("kustomize", ".yaml");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return Optional.empty();
        }
        return process.exitValue() == 0
            ? Optional.of(Files.readString(output, StandardCharsets.UTF_8))
            : Optional.empty();
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
