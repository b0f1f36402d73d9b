package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.BALL;
import static com.footanalytics.vision.sink.TestingRuns.CLASSES;
import static com.footanalytics.vision.sink.TestingRuns.PLAYER;
import static com.footanalytics.vision.sink.TestingRuns.found;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoResultsFileTest {

  private static final String EXPECTED =
      """
      [
      {"image":"a \\"1\\".jpg","category":"player","bbox":[812.0,402.1,31.0,77.5],"score":0.934},
      {"image":"a \\"1\\".jpg","category":"ball","bbox":[0.0,0.0,12.35,12.0],"score":0.5},
      {"image":"c.png","category":"player","bbox":[1.0,2.0,3.0,4.0],"score":0.1235}
      ]
      """;

  @TempDir Path folder;

  @Test
  void everyObjectIsALineOfOneArray() throws IOException {
    Path target = folder.resolve("results.json");
    try (CocoResultsFile file = new CocoResultsFile(target)) {
      file.add(
          "a \"1\".jpg",
          CLASSES,
          List.of(
              found(PLAYER, 0.934, 812, 402.1, 843, 479.6), found(BALL, 0.5, 0, 0, 12.346, 12)));
      file.add("b.jpg", CLASSES, List.of());
      file.add("c.png", CLASSES, List.of(found(PLAYER, 0.12346, 1, 2, 4, 6)));
      file.finish();
    }
    assertEquals(EXPECTED, Files.readString(target));
    assertEquals(3, new ObjectMapper().readTree(target.toFile()).size());
  }

  @Test
  void nothingFoundIsAnEmptyArray() throws IOException {
    Path target = folder.resolve("results.json");
    try (CocoResultsFile file = new CocoResultsFile(target)) {
      file.add("a.jpg", CLASSES, List.of());
      file.finish();
    }
    assertEquals(0, new ObjectMapper().readTree(target.toFile()).size());
  }

  @Test
  void whatIsNotFinishedLeavesNothing() {
    Path target = folder.resolve("results.json");
    try (CocoResultsFile file = new CocoResultsFile(target)) {
      file.add("a.jpg", CLASSES, List.of(found(PLAYER, 0.5, 1, 2, 3, 4)));
    }
    assertEquals(0, folder.toFile().list().length);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() {
    Path target = folder.resolve("nowhere").resolve("results.json");
    String message =
        String.valueOf(
            assertThrows(SinkException.class, () -> new CocoResultsFile(target)).getMessage());
    assertTrue(message.startsWith("cannot write " + target + ": "), message);
  }
}
