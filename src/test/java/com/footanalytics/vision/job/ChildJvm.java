package com.footanalytics.vision.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts programs of the tests as processes of their own. */
final class ChildJvm {

  private ChildJvm() {}

  /**
   * Starts {@code main} on this JVM's class path; its errors go where this JVM's go.
   *
   * @param errorLog where it leaves the log of a fatal error, with {@code %p} for its id
   */
  static Process start(Class<?> main, Path errorLog, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + errorLog,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
