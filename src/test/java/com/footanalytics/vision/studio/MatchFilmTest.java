package com.footanalytics.vision.studio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.simulate.FrameTruth;
import com.footanalytics.vision.simulate.MatchSettings;
import com.footanalytics.vision.simulate.Role;
import com.footanalytics.vision.simulate.View;
import com.footanalytics.vision.sink.SinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchFilmTest {

  private static final MatchSettings SETTINGS =
      new MatchSettings(5, View.BROADCAST, Optional.empty(), 320, 180, 25);
  private static final int FRAMES = 6;

  @TempDir Path folder;

  private List<FrameTruth> film(Path place) {
    List<FrameTruth> truths = new ArrayList<>();
    assertTrue(new MatchFilm(place).write(SETTINGS, FRAMES, 1, truths::add, () -> false));
    return truths;
  }

  @Test
  void theTruthOfEveryFrameIsInItsLine() throws IOException {
    List<FrameTruth> truths = film(folder);
    List<String> lines = Files.readAllLines(folder.resolve("truth.jsonl"));
    assertEquals(FRAMES + 1, lines.size());
    ObjectMapper mapper = new ObjectMapper();
    JsonNode header = mapper.readTree(lines.getFirst());
    assertEquals("footanalytics.simulation/1", header.get("schema").asText());
    assertEquals("5", header.get("seed").asText());
    assertEquals(320, header.get("width").asInt());
    for (int i = 0; i < FRAMES; i++) {
      JsonNode frame = mapper.readTree(lines.get(i + 1));
      FrameTruth truth = truths.get(i);
      assertEquals(i, frame.get("frame").asInt());
      assertEquals(i / 25.0, frame.get("time_s").asDouble(), 1e-6);
      assertEquals("broadcast", frame.get("view").asText());
      assertFalse(frame.get("cut").asBoolean());
      assertEquals(9, frame.get("pitch_to_picture").size());
      assertEquals(truth.pitchToPicture().h11(), frame.get("pitch_to_picture").get(4).asDouble());
      assertEquals(truth.objects().size(), frame.get("objects").size());
      JsonNode first = frame.get("objects").get(0);
      assertEquals(truth.objects().getFirst().x0(), first.get("box").get(0).asDouble(), 0.005);
      assertTrue(first.get("jersey").asText().matches("#[0-9a-f]{6}"));
    }
  }

  @Test
  void tracksHoldThePersonsButNotTheBall() throws IOException {
    List<FrameTruth> truths = film(folder);
    List<String> rows = Files.readAllLines(folder.resolve("gt.txt"));
    long persons =
        truths.stream()
            .flatMap(truth -> truth.objects().stream())
            .filter(object -> object.role() != Role.BALL)
            .count();
    assertEquals(persons, rows.size());
    assertTrue(
        rows.getFirst().matches("1,\\d+(,\\d+\\.\\d{2}){4},1,1,[01]\\.\\d{3}"), rows.getFirst());
    assertTrue(rows.getLast().startsWith(FRAMES + ","));
  }

  @Test
  void theSameMatchGivesTheSameFiles() throws IOException {
    film(folder.resolve("a"));
    film(folder.resolve("b"));
    for (String name : List.of("match.mp4", "truth.jsonl", "gt.txt")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("a").resolve(name)),
          Files.readAllBytes(folder.resolve("b").resolve(name)),
          name);
    }
  }

  @Test
  void aCancelledFilmLeavesNothing() throws IOException {
    List<FrameTruth> truths = new ArrayList<>();
    film(folder);
    assertFalse(
        new MatchFilm(folder).write(SETTINGS, FRAMES, 1, truths::add, () -> truths.size() == 3));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "");
    SinkException failure = assertThrows(SinkException.class, () -> film(taken));
    assertTrue(String.valueOf(failure.getMessage()).contains("taken"));
  }
}
