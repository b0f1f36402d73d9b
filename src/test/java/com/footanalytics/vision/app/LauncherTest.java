package com.footanalytics.vision.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher's {@code serve}, with a script in the place of the JVM. */
@Timeout(60)
class LauncherTest {

  @TempDir Path root;
  private Path started;
  private @Nullable Process launcher;

  @BeforeEach
  void build() throws IOException {
    started = root.resolve("started");
    Files.copy(Path.of("ml-pipeline"), root.resolve("ml-pipeline"));
    Files.writeString(root.resolve("pom.xml"), "");
    Files.createDirectories(root.resolve("src/main"));
    Path built = Files.createDirectories(root.resolve("target/launcher"));
    Files.writeString(built.resolve("classpath"), root.toRealPath() + "/app.jar\n");
    Path done = Files.writeString(built.resolve("done"), "\n");
    Files.setLastModifiedTime(done, FileTime.from(Instant.now().plusSeconds(60)));
    Path jdk = Files.createDirectories(root.resolve("jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
    Files.createDirectories(jdk.resolve("bin"));
    executable(jdk.resolve("bin/javac"), "");
  }

  @AfterEach
  void end() {
    if (launcher != null) {
      launcher.descendants().forEach(ProcessHandle::destroyForcibly);
      launcher.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "143"})
  void theServicesStatusIsTheLaunchers(int status) throws Exception {
    java("exit " + status);
    assertEquals(status, serve().waitFor());
    assertEquals(1, Files.readAllLines(started).size());
  }

  @Test
  void withTraceTheAgentAndItsSettingsAreAttached() throws Exception {
    java("exit 0");
    Path agent = agent();
    assertEquals(0, serve("--trace", "-Dml-pipeline.models-dir=m").waitFor());
    String command = Files.readString(started);
    assertTrue(command.contains("-javaagent:" + agent), command);
    assertTrue(
        command.contains(
            "-Dotel.javaagent.configuration-file=" + agent.resolveSibling("agent.properties")),
        command);
    assertTrue(command.contains("-Dml-pipeline.models-dir=m"), command);
    assertFalse(command.contains("--trace"), command);
  }

  @Test
  void withoutTraceNoAgentIsAttached() throws Exception {
    java("exit 0");
    agent();
    assertEquals(0, serve().waitFor());
    assertFalse(Files.readString(started).contains("javaagent"));
  }

  @Test
  void anAgentThatWasNotBuiltIsAnError() throws Exception {
    java("exit 0");
    assertEquals(1, serve("--trace").waitFor());
    assertFalse(Files.exists(started));
  }

  private Path agent() throws IOException {
    Path folder = Files.createDirectories(root.toRealPath().resolve("target/agent"));
    return Files.writeString(folder.resolve("opentelemetry-javaagent.jar"), "");
  }

  @Test
  void theServiceIsToldWhereItsCrashesAreLogged() throws Exception {
    java("ulimit -c >core; exit 0");
    assertEquals(0, serve("-Dml-pipeline.data-dir=" + root.resolve("match data")).waitFor());
    String command = Files.readString(started);
    assertTrue(
        command.contains("-XX:ErrorFile=" + root.resolve("match data/crashes/hs_err_pid%p.log")),
        command);
    assertTrue(Files.isDirectory(root.resolve("match data/crashes")));
    assertEquals("0\n", Files.readString(root.resolve("core")));
  }

  @Test
  void nativeMemoryIsGivenBackUnlessTheEnvironmentSaysOtherwise() throws Exception {
    java("echo $MALLOC_ARENA_MAX $MALLOC_MMAP_THRESHOLD_ >>malloc; exit 0");
    assertEquals(0, serve().waitFor());
    assertEquals(0, serve(List.of("MALLOC_ARENA_MAX=5")).waitFor());
    assertEquals(List.of("2 1048576", "5 1048576"), Files.readAllLines(root.resolve("malloc")));
  }

  @ParameterizedTest
  @CsvSource({"SEGV, 139", "BUS, 135", "ILL, 132", "ABRT, 134"})
  void aServiceThatKeepsCrashingIsStartedAgainABoundedNumberOfTimes(String signal, int status)
      throws Exception {
    java("kill -%s $$".formatted(signal));
    assertEquals(status, serve().waitFor());
    assertEquals(6, Files.readAllLines(started).size());
    assertTrue(errors().contains("SIG%s; starting it again (5 of 5".formatted(signal)), errors());
    assertTrue(errors().contains("it stays down"), errors());
  }

  @ParameterizedTest
  @CsvSource({"KILL, 137", "TERM, 143"})
  void aServiceThatIsKilledStaysDown(String signal, int status) throws Exception {
    java("kill -%s $$".formatted(signal));
    assertEquals(status, serve().waitFor());
    assertEquals(1, Files.readAllLines(started).size());
  }

  @Test
  void afterACrashTheServiceServesAgain() throws Exception {
    java("[ $(wc -l <started) -gt 1 ] || kill -SEGV $$; exit 7");
    assertEquals(7, serve().waitFor());
    assertEquals(2, Files.readAllLines(started).size());
  }

  @ParameterizedTest
  @CsvSource({"TERM", "INT", "HUP"})
  void aSignalToStopReachesTheServiceAndItsOwnStatusComesBack(String signal) throws Exception {
    Assumptions.assumeFalse(isIgnored(signal), "started by nohup, or behind a shell's back");
    java("trap 'echo drained >drained; exit 5' TERM; echo ready; while :; do sleep 0.05; done");
    Process process = serve();
    awaitReady(process);
    send(signal, process.pid());
    assertEquals(5, process.waitFor());
    assertTrue(Files.exists(root.resolve("drained")));
    assertEquals(1, Files.readAllLines(started).size());
  }

  @Test
  void aServiceThatCrashesWhileItStopsStaysDown() throws Exception {
    java("trap 'kill -SEGV $$' TERM; echo ready; while :; do sleep 0.05; done");
    Process process = serve();
    awaitReady(process);
    send("TERM", process.pid());
    assertEquals(139, process.waitFor());
    assertEquals(1, Files.readAllLines(started).size());
  }

  @Test
  void theServiceDiesWithALauncherThatIsKilled() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "no setpriv");
    java("echo ready; while :; do sleep 0.05; done");
    Process process = serve();
    awaitReady(process);
    Optional<ProcessHandle> service = process.children().findFirst();
    process.destroyForcibly().waitFor();
    service.orElseThrow().onExit().get(20, TimeUnit.SECONDS);
    assertFalse(service.get().isAlive());
  }

  @Test
  void wherePlatformsRestartTheServiceTheLauncherBecomesIt() throws Exception {
    java("echo $$ >pid; kill -SEGV $$");
    Process process = serve(List.of("ML_PIPELINE_RESTARTS=0"));
    assertEquals(139, process.waitFor());
    assertEquals(process.pid() + "\n", Files.readString(root.resolve("pid")));
    assertEquals(1, Files.readAllLines(started).size());
  }

  /** Makes a JVM of a few lines of shell, which notes its command line when it starts. */
  private void java(String lines) throws IOException {
    executable(
        root.resolve("jdk/bin/java"),
        "#!/usr/bin/env bash\necho \"$*\" >>started\n%s\n".formatted(lines));
  }

  private Process serve(String... options) throws IOException {
    return serve(List.of(), options);
  }

  private Process serve(List<String> environment, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("./ml-pipeline", "serve"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectError(root.resolve("errors").toFile());
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    environment.forEach(entry -> {
      String[] pair = entry.split("=", 2);
      builder.environment().put(pair[0], pair[1]);
    });
    Process process = builder.start();
    launcher = process;
    return process;
  }

  private String errors() throws IOException {
    return Files.readString(root.resolve("errors"));
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader output = process.inputReader(UTF_8);
    assertEquals("ready", output.readLine());
  }

  /** A shell cannot trap what was ignored when it was started. */
  private static boolean isIgnored(String signal) throws IOException {
    int bit =
        switch (signal) {
          case "HUP" -> 0;
          case "INT" -> 1;
          default -> 14;
        };
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(
                line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> bit & 1) != 0);
  }

  private static void send(String signal, long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor());
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
