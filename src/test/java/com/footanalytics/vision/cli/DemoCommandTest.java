package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  private static final Path SHIPPED_MODELS = Path.of("models");

  @TempDir Path folder;

  @Test
  void theShippedDetectorFindsThePlayersOfASimulatedMatch() {
    Ran ran = Ran.command("demo", "--out", folder, "--seconds", 1, "--models", SHIPPED_MODELS);
    ran.assertDone();
    for (String name :
        List.of("match.mp4", "truth.jsonl", "annotated.mp4", "detections.jsonl", "summary.json")) {
      assertTrue(Files.exists(folder.resolve(name)), name);
      assertTrue(ran.out().contains(folder.resolve(name).toString()), ran.out());
    }
    String player =
        ran.out().lines().filter(line -> line.startsWith("player ")).findFirst().orElseThrow();
    double recall = Double.parseDouble(player.split(" +")[4]);
    assertTrue(recall > 0.6, player);
  }

  @Test
  void aSecondDemoReplacesTheFirst() {
    for (int seed : new int[] {3, 4}) {
      Ran.command(
              "demo", "--out", folder, "--seconds", 1, "--seed", seed, "--models", SHIPPED_MODELS)
          .assertDone();
    }
    assertEquals(List.of(), unfinished());
  }

  private List<String> unfinished() {
    String[] names = folder.toFile().list((_, name) -> name.endsWith(".part"));
    return List.of(names == null ? new String[] {"folder is gone"} : names);
  }

  @Test
  void alengthOutOfRangeIsRefused() {
    Ran.command("demo", "--out", folder, "--seconds", 0)
        .assertRefused(ExitStatus.WRONG_USAGE, "--seconds");
  }
}
