package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnalyzeCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private Path models = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void writeModels() {
    models = TestingModels.repository(folder);
    out = folder.resolve("out");
  }

  @Test
  void everyFrameIsInTheResultsWithItsOwnTime() throws IOException {
    Ran ran = analyze(TestingClips.plain());
    ran.assertDone();
    assertTrue(
        ran.out().contains("24 frames decoded, 24 inferred, 0 skipped, 0 corrupt"), ran.out());
    List<JsonNode> lines = lines();
    assertEquals(26, lines.size());
    assertEquals("header", lines.getFirst().get("type").asText());
    assertEquals("plain.mp4", lines.getFirst().at("/video/name").asText());
    assertEquals("1/12800", lines.getFirst().at("/video/timebase").asText());
    List<JsonNode> frames = lines.subList(1, 25);
    assertEquals(
        LongStream.range(0, 24).mapToObj(i -> i * 512).toList(),
        frames.stream().map(frame -> frame.get("pts").asLong()).toList());
    assertEquals(0.04, frames.get(1).get("time_s").asDouble());
    assertEquals(
        JSON.readTree(
            """
            {"type":"end","duration_s":0.96,
             "frames":{"decoded":24,"inferred":24,"skipped":0,"corrupt":0,"dropped":0}}\
            """),
        lines.getLast());
    assertEquals(
        24, JSON.readTree(out.resolve("summary.json").toFile()).at("/frames/decoded").asInt());
    assertEquals(List.of("detections.jsonl", "summary.json"), left());
  }

  @Test
  void squaresAreFoundWhereTheyAre() throws IOException {
    analyze(TestingClips.squares(), "--annotate").assertDone();
    List<JsonNode> frames = lines().subList(1, 9);
    for (int i = 0; i < frames.size(); i++) {
      var square = TestingClips.square(i);
      JsonNode objects = frames.get(i).get("objects");
      assertEquals(1, objects.size(), "objects of frame " + i);
      assertEquals(
          List.of("ball", "goalkeeper", "player", "referee").get(square.classIndex()),
          objects.at("/0/class").asText());
      assertEquals(square.x(), objects.at("/0/box/0").asDouble(), 0.1);
      assertEquals(square.y(), objects.at("/0/box/1").asDouble(), 0.1);
      assertEquals(square.x() + square.sizePx(), objects.at("/0/box/2").asDouble(), 0.1);
      assertEquals(square.y() + square.sizePx(), objects.at("/0/box/3").asDouble(), 0.1);
    }
    assertEquals(List.of("annotated.mp4", "detections.jsonl", "summary.json"), left());
  }

  @ParameterizedTest
  @CsvSource({
    "--stride,5,,,24,5",
    "--from,0.4,,,24,14",
    "--to,0.4,,,11,10",
    "--from,0.2,--to,0.6,16,10",
    "--from,100,,,24,0"
  })
  void whatIsNotAskedForIsSkippedAndCounted(
      String option, String value, String second, String secondValue, int decoded, int inferred)
      throws IOException {
    List<Object> more = new ArrayList<>(List.of(option, value));
    if (second != null) {
      more.addAll(List.of(second, secondValue));
    }
    analyze(TestingClips.plain(), more.toArray()).assertDone();
    JsonNode frames = lines().getLast().get("frames");
    assertEquals(decoded, frames.get("decoded").asInt());
    assertEquals(inferred, frames.get("inferred").asInt());
    assertEquals(decoded - inferred, frames.get("skipped").asInt());
    assertEquals(inferred + 2, lines().size());
  }

  static Stream<Arguments> unreadableFiles() throws IOException {
    Path text = TestingClips.file("text.mp4", file -> Files.writeString(file, "no video at all\n"));
    return Stream.of(
        Arguments.of(Path.of("target", "no-such.mp4"), "no such file"),
        Arguments.of(TestingClips.empty(), "empty"),
        Arguments.of(TestingClips.audioOnly(), "format wav is not taken"),
        Arguments.of(text, "not a video"),
        Arguments.of(Path.of("/"), "file"));
  }

  @ParameterizedTest
  @MethodSource("unreadableFiles")
  void anUnreadableFileIsRefusedWithItsNameAndTheReason(Path file, String reason)
      throws IOException {
    Ran ran = analyze(file);
    ran.assertRefused(ExitStatus.INPUT_UNREADABLE, file, reason);
    assertEquals(List.of(), left());
  }

  @Test
  void anUnwritableFolderIsNamed() throws IOException {
    Files.writeString(out, "a file");
    analyze(TestingClips.plain()).assertRefused(ExitStatus.WRONG_USAGE, out, "another folder");
  }

  @Test
  void anUnreadableFileLeavesEarlierResultsAlone() throws IOException {
    analyze(TestingClips.plain()).assertDone();
    analyze(TestingClips.audioOnly()).assertRefused(ExitStatus.INPUT_UNREADABLE);
    assertEquals(List.of("detections.jsonl", "summary.json"), left());
  }

  private Ran analyze(Path video, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("analyze", video, "--models", models, "--out", out));
    arguments.addAll(List.of(more));
    return Ran.command(arguments.toArray());
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("detections.jsonl"))) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  private List<String> left() throws IOException {
    if (!Files.exists(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(out)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertFalse(names.stream().anyMatch(name -> name.endsWith(".part")), names::toString);
      return names;
    }
  }
}
