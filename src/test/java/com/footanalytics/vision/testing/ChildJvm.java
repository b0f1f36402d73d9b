package com.footanalytics.vision.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a class of the tests as a program of its own, on this JVM's class path. */
public final class ChildJvm {

  private ChildJvm() {}

  /** Standard error goes where standard output goes. */
  public static Process start(Class<?> program, String... arguments) throws IOException {
    return start(List.of(), program, arguments);
  }

  /**
   * @param before a command that runs the command which follows it
   */
  public static Process start(List<String> before, Class<?> program, String... arguments)
      throws IOException {
    return child(before, List.of(), program, arguments).redirectErrorStream(true).start();
  }

  /**
   * Standard error goes where this JVM's goes.
   *
   * @param errorLog where it leaves the log of a fatal error, with {@code %p} for its id
   */
  public static Process start(Class<?> program, Path errorLog, String... arguments)
      throws IOException {
    return child(List.of(), List.of("-XX:ErrorFile=" + errorLog), program, arguments)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static ProcessBuilder child(
      List<String> before, List<String> options, Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.add(program.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder;
  }
}
