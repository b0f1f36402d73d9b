package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

  @TempDir Path folder;

  @Test
  void aFilmCanBeAnalysed() throws IOException {
    Ran filmed =
        Ran.command(
            "simulate",
            "--out",
            folder,
            "--seconds",
            1,
            "--fps",
            10,
            "--size",
            "320x180",
            "--view",
            "tactical");
    filmed.assertDone();
    assertTrue(filmed.out().startsWith("10 frames of match 1"), filmed.out());
    Path models = TestingModels.repository(folder.resolve("m"));
    Path out = folder.resolve("out");
    Ran.command("analyze", folder.resolve("match.mp4"), "--out", out, "--models", models)
        .assertDone();
    var summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    assertEquals(10, summary.at("/frames/decoded").asInt());
  }

  @Test
  void picturesCanBeEvaluated() {
    Ran.command("simulate", "--out", folder, "--pictures", 2, "--size", "320x180").assertDone();
    Path models = TestingModels.repository(folder.resolve("m"));
    Ran ran = Ran.command("evaluate", folder.resolve("annotations.json"), "--models", models);
    ran.assertDone();
    assertTrue(ran.out().contains("2 pictures"), ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--seconds, 0",
    "--size, 1280",
    "--size, 1281x720",
    "--fps, 0",
    "--pictures, 0",
    "--jpeg-quantiser, 40",
    "--view, sideways"
  })
  void whatCannotBeIsRefused(String option, String value) throws IOException {
    List<String> command =
        option.equals("--jpeg-quantiser")
            ? List.of("simulate", "--out", folder.toString(), "--pictures", "1", option, value)
            : List.of("simulate", "--out", folder.toString(), option, value);
    Ran.command(command.toArray()).assertRefused(ExitStatus.WRONG_USAGE, option);
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Ran.command("simulate", "--out", file, "--seconds", 1, "--size", "320x180")
        .assertRefused(ExitStatus.WRONG_USAGE, file);
    Ran.command("simulate", "--out", file, "--pictures", 1, "--size", "320x180")
        .assertRefused(ExitStatus.WRONG_USAGE, file);
  }
}
