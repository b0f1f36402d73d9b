package com.footanalytics.vision.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The C compiler of this machine; a test that needs one is skipped where there is none. */
public final class CCompiler {

  private CCompiler() {}

  /** Makes a shared library of one file, without a warning, and gives it back. */
  public static Path sharedLibrary(Path source, Path library, List<String> options)
      throws IOException {
    String compiler =
        Stream.of("cc", "gcc", "clang")
            .filter(CCompiler::isOnPath)
            .findFirst()
            .orElseGet(() -> Assumptions.abort("no C compiler on the path"));
    var command = new ArrayList<>(List.of(compiler, "-shared", "-fPIC", "-Wall", "-Werror"));
    command.addAll(options);
    command.addAll(List.of("-o", library.toString(), source.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    try {
      assertEquals(0, process.waitFor(), said);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return library;
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
