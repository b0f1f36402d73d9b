package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's build, with scripts in the place of Maven and of the JDK. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherBuildTest {

  @TempDir Path root;
  private final List<Process> launchers = new ArrayList<>();

  @BeforeEach
  void layOut() throws Exception {
    Files.copy(Path.of("ml-pipeline"), root.resolve("ml-pipeline"));
    Files.writeString(root.resolve("pom.xml"), "");
    Files.createDirectories(root.resolve("src/main"));
    Files.createDirectories(root.resolve("jdk/bin"));
    Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
    script("jdk/bin/javac", "");
    script("jdk/bin/java", "");
    script("jdk/bin/jar", "mkdir -p \"$3\"");
    Files.createDirectories(root.resolve("bin"));
    script("bin/sleep", "echo waiting 1<>events; exec /bin/sleep \"$1\"");
    pipe("events");
    pipe("gate");
  }

  @AfterEach
  void end() {
    for (Process launcher : launchers) {
      launcher.descendants().forEach(ProcessHandle::destroyForcibly);
      launcher.destroyForcibly();
    }
  }

  @Test
  void twoLaunchersAtOnceBuildOnce() throws Exception {
    maven("echo building >events; read -r _ <gate");
    try (RandomAccessFile events = new RandomAccessFile(root.resolve("events").toFile(), "rw")) {
      Process first = serve();
      assertEquals("building", events.readLine());
      Process second = serve();
      assertEquals("waiting", events.readLine());
      Files.writeString(root.resolve("gate"), "open\n");
      assertEquals(0, first.waitFor());
      assertEquals(0, second.waitFor());
    }
    assertFalse(Files.exists(root.resolve("target/launcher.lock")));
  }

  @Test
  void aBuildThatFailedIsSaidAndKeepsNoOtherFromBuilding() throws Exception {
    maven("echo no such class; exit 1");
    Process failed = serve();
    assertEquals(1, failed.waitFor());
    String errors = Files.readString(root.resolve("errors"));
    assertTrue(errors.contains("no such class") && errors.contains("the build failed"), errors);
    maven("");
    assertEquals(0, serve().waitFor());
  }

  @Test
  void aBuildThatWasKilledKeepsNoOtherFromBuilding() throws Exception {
    Files.createDirectories(root.resolve("target"));
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Files.writeString(root.resolve("target/launcher.lock"), ended.pid() + "\n");
    maven("");
    assertEquals(0, serve().waitFor());
  }

  /** Makes a Maven that runs these lines and then packages next to nothing. */
  private void maven(String lines) throws IOException {
    script(
        "bin/mvn",
        """
        %s
        mkdir -p target/quarkus-app/app target/quarkus-app/lib/main
        touch target/quarkus-app/app/ml-pipeline-1.jar\
        """
            .formatted(lines));
  }

  private Process serve() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("./ml-pipeline", "serve")
            .directory(root.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(root.resolve("errors").toFile());
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    builder
        .environment()
        .merge("PATH", root.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    Process process = builder.start();
    launchers.add(process);
    return process;
  }

  private void script(String name, String lines) throws IOException {
    Path file = Files.writeString(root.resolve(name), "#!/usr/bin/env bash\n" + lines + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void pipe(String name) throws Exception {
    assertEquals(0, new ProcessBuilder("mkfifo", root.resolve(name).toString()).start().waitFor());
  }
}
