package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves behind that is ended in the middle of an analysis. */
@Timeout(120)
class StoppedRunTest {

  private static final int FRAMES = 6000;
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;

  @Test
  void terminationEndsTheRunAndLeavesNothing() throws IOException, InterruptedException {
    Process process = startAndWaitForFrames();
    process.destroy();
    boolean ended = process.waitFor(10, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    String said = Files.readString(folder.resolve("err.txt"));
    assertTrue(ended, said);
    assertEquals(List.of(), left(), said);
    assertEquals(TERMINATED, process.exitValue(), said);
    assertTrue(said.contains("cancelled, nothing written"), said);
  }

  @Test
  void aKilledRunLeavesNothingUnderAFinalName() throws IOException, InterruptedException {
    Process process = startAndWaitForFrames();
    process.destroyForcibly().waitFor();
    List<String> left = left();
    assertTrue(left.contains(".detections.jsonl.part"), left::toString);
    assertTrue(left.stream().allMatch(name -> name.endsWith(".part")), left::toString);
  }

  private Process startAndWaitForFrames() throws IOException, InterruptedException {
    Path models = TestingModels.repository(folder);
    Path out = folder.resolve("out");
    Path part = out.resolve(".detections.jsonl.part");
    ProcessBuilder command =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                Main.class.getName(),
                "analyze",
                TestingClips.plain(192, 108, FRAMES).toString(),
                "--models",
                models.toString(),
                "--out",
                out.toString(),
                "--annotate")
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    // In the environment, since ONNX Runtime crashes where the command line is very long.
    command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = command.start();
    while (!Files.exists(part)) {
      assertFalse(
          process.waitFor(5, TimeUnit.MILLISECONDS),
          () -> "ended before it could be stopped: " + process.exitValue());
    }
    return process;
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
