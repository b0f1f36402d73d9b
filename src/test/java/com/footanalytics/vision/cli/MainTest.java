package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingModels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private Path models = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void writeModels() {
    models = TestingModels.repository(folder);
    out = folder.resolve("out.json");
  }

  static Stream<Arguments> wrongUsages() {
    return Stream.of(
        Arguments.of("", "no command", "ml-pipeline --help"),
        Arguments.of("analyse x.mp4", "analyse", "ml-pipeline --help"),
        Arguments.of("analyze x.mp4 --colour red", "--colour", "analyze --help"),
        Arguments.of("analyze", "VIDEO", "analyze --help"),
        Arguments.of("analyze x.mp4 y.mp4", "y.mp4", "analyze --help"),
        Arguments.of("analyze x.mp4 --stride many", "--stride", "many"),
        Arguments.of("analyze x.mp4 --stride", "--stride", "analyze --help"),
        Arguments.of("analyze x.mp4 --stride 0", "--stride: 0", "expected: >= 1"),
        Arguments.of("analyze x.mp4 --from -1", "--from: -1.0", "expected: >= 0"),
        Arguments.of("analyze x.mp4 --from NaN", "--from: NaN", "expected: >= 0"),
        Arguments.of("analyze x.mp4 --from 5 --to 3", "--to: 3.0", "expected: more than"),
        Arguments.of("detect x.png", "--out", "detect --help"),
        Arguments.of("bench x.mp4 --seconds 0", "--seconds 0", "expected: both > 0"),
        Arguments.of("bench x.mp4 --rounds 0", "--rounds 0", "expected: both > 0"));
  }

  @ParameterizedTest
  @MethodSource("wrongUsages")
  void wrongUsageIsOneLineThatNamesTheOption(String line, String option, String remedy) {
    Object[] arguments = line.isEmpty() ? new Object[0] : line.split(" ");
    Ran.command(arguments).assertRefused(ExitStatus.WRONG_USAGE, option, remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "analyze --help", "bench -h"})
  void helpIsNoError(String line) {
    Ran ran = Ran.command((Object[]) line.split(" "));
    ran.assertDone();
    assertEquals("", ran.err());
    assertTrue(ran.out().startsWith("Usage: ml-pipeline"), ran.out());
    assertFalse(ran.out().contains("warm-up"), ran.out());
  }

  @Test
  void aModelThatCannotBeUsedIsNamedWithTheRemedy() throws IOException {
    Path video = TestingClips.plain();
    Path none = folder.resolve("none");
    Ran.command("analyze", video, "--out", folder.resolve("o"), "--models", none)
        .assertRefused(ExitStatus.MODEL_UNUSABLE, none, "ML_PIPELINE_MODELS_DIR");
    Ran.command(
            "analyze", video, "--out", folder.resolve("o"), "--models", models, "--model", "x:2")
        .assertRefused(ExitStatus.MODEL_UNUSABLE, models, "x:2", "tiny:1");
    Ran.command("detect", "x", "--out", out, "--models", models, "--precision", "int8")
        .assertRefused(ExitStatus.INPUT_UNREADABLE, "x: no such file or folder");
    Path second = TestingModels.add(models, "other", 1, 96, 64);
    Ran.command("analyze", video, "--out", folder.resolve("o"), "--models", models)
        .assertRefused(ExitStatus.MODEL_UNUSABLE, models, "other:1, tiny:1", "--model");
    Path weights = second.resolve("model.onnx");
    damage(weights);
    Ran.command(
            "analyze", video, "--models", models, "--model", "other", "--out", folder.resolve("o"))
        .assertRefused(
            ExitStatus.MODEL_UNUSABLE, weights.getFileName(), "sha256", "fetch it again");
    assertFalse(Files.exists(folder.resolve("o")));
  }

  @Test
  void objectsOfAFolderOfPicturesAreCocoResults() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    squares(pictures.resolve("b.png"), 8, 12, 0, 40, 20, 2);
    squares(pictures.resolve("a.png"), 60, 40, 1);
    Files.writeString(pictures.resolve("notes.txt"), "not a picture");
    Ran ran = Ran.command("detect", pictures, "--out", out, "--models", models);
    ran.assertDone();
    assertTrue(ran.out().startsWith("3 objects in 2 pictures"), ran.out());
    JsonNode results = JSON.readTree(Files.readString(out));
    assertEquals(
        List.of(
            "a.png goalkeeper 60 40 12 12", "b.png ball 8 12 12 12", "b.png player 40 20 12 12"),
        results.valueStream().map(MainTest::text).sorted().toList());
    results.forEach(result -> assertEquals(0.9996, result.get("score").asDouble(), 1e-4));
  }

  @Test
  void oneJpegIsEnough() throws IOException {
    Path picture = squares(folder.resolve("one.jpg"), 8, 12, 0);
    Ran.command("detect", picture, "--out", out, "--models", models).assertDone();
    JsonNode results = JSON.readTree(Files.readString(out));
    assertEquals(
        List.of("one.jpg ball 8 12 12 12"), results.valueStream().map(MainTest::text).toList());
  }

  @Test
  void aPictureThatCannotBeReadLeavesNoResults() throws IOException {
    Path text = Files.writeString(folder.resolve("a.png"), "not a picture");
    Ran.command("detect", text, "--out", out, "--models", models)
        .assertRefused(ExitStatus.INPUT_UNREADABLE, text, "expected: JPEG or PNG");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Ran.command("detect", empty, "--out", out, "--models", models)
        .assertRefused(ExitStatus.INPUT_UNREADABLE, empty, "no pictures");
    assertFalse(Files.exists(out));
    Path nowhere = folder.resolve("nowhere").resolve("out.json");
    Ran.command("detect", squares(text, 8, 12, 0), "--out", nowhere, "--models", models)
        .assertRefused(ExitStatus.WRONG_USAGE, nowhere);
  }

  @Test
  void aPerfectModelScoresOne() throws IOException {
    Path dataset = folder.resolve("set");
    squares(dataset.resolve("images/one.png"), 8, 12, 0, 40, 20, 2);
    squares(dataset.resolve("images/two.png"), 60, 40, 1, 20, 4, 3);
    Files.createDirectories(dataset.resolve("labels"));
    Files.writeString(dataset.resolve("labels/one.txt"), label(0, 8, 12) + label(2, 40, 20));
    Files.writeString(dataset.resolve("labels/two.txt"), label(1, 60, 40) + label(3, 20, 4));
    Ran ran = Ran.command("evaluate", dataset, "--out", out, "--models", models);
    ran.assertDone();
    assertTrue(ran.out().startsWith("tiny:1, fp32"), ran.out());
    JsonNode report = JSON.readTree(out.toFile());
    assertEquals(1.0, report.get("map50").asDouble(), 1e-9);
    assertEquals(1.0, report.get("recall50").asDouble(), 1e-9);
    assertEquals(2, report.get("pictures").asInt());
    assertEquals("tiny:1", report.get("model").asText());
    Ran.command("evaluate", folder.resolve("no-set"), "--models", models)
        .assertRefused(ExitStatus.INPUT_UNREADABLE, "no-set");
    Path nowhere = folder.resolve("nowhere").resolve("out.json");
    Ran.command("evaluate", dataset, "--out", nowhere, "--models", models)
        .assertRefused(ExitStatus.WRONG_USAGE, nowhere);
  }

  @Test
  void modelsAreListedVerifiedAndTested() throws IOException {
    Ran good = Ran.command("models", "--models", models);
    good.assertDone();
    assertTrue(
        good.out()
            .matches("(?s).*tiny:1 +fp32\\* +OnnxRuntime +96x64 +verified +passed +cpu +squares.*"),
        good.out());

    Path weights = TestingModels.add(models, "other", 1, 96, 64).resolve("model.onnx");
    damage(weights);
    Ran damaged = Ran.command("models", "--models", models);
    damaged.assertRefused(ExitStatus.MODEL_UNUSABLE, "model.onnx", "sha256");
    assertTrue(damaged.out().matches("(?s).*other:1 +fp32.* failed +not run .*"), damaged.out());
    assertTrue(damaged.out().matches("(?s).*tiny:1 .* passed .*"), damaged.out());

    Path empty = Files.createDirectories(folder.resolve("empty"));
    Ran.command("models", "--models", empty)
        .assertRefused(ExitStatus.MODEL_UNUSABLE, "no models", "--models");
  }

  @Test
  void aBenchmarkMeasuresEveryFigure() throws IOException {
    Ran ran =
        Ran.command(
            "bench",
            TestingClips.plain(),
            "--seconds",
            "0.5",
            "--rounds",
            "1",
            "--out",
            out,
            "--models",
            models);
    ran.assertDone();
    assertTrue(ran.out().contains("end to end / bound"), ran.out());
    JsonNode report = JSON.readTree(out.toFile());
    for (String figure :
        List.of(
            "decode",
            "preprocess",
            "infer",
            "postprocess",
            "bound",
            "endToEnd",
            "endToEndOverBound")) {
      assertTrue(
          report.at("/" + figure + "/median").asDouble() > 0, () -> figure + " of " + report);
    }
    assertTrue(report.get("frames").asLong() > 0);
    assertEquals(1, report.get("rounds").asInt());
  }

  @ParameterizedTest
  @CsvSource({"audio-only.wav,3", "plain.mp4,2"})
  void aBenchmarkThatCannotRunSaysWhy(String name, int status) {
    Path video = name.startsWith("audio") ? TestingClips.audioOnly() : TestingClips.plain();
    Path nothing = folder.resolve("no-such-program");
    Ran ran =
        Ran.command(
            "bench",
            video,
            "--seconds",
            "0.1",
            "--rounds",
            "1",
            "--models",
            models,
            "--baseline",
            nothing);
    assertEquals(status, ran.status(), ran.err());
    assertTrue(ran.err().contains(status == 3 ? video.toString() : nothing.toString()), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }

  @Test
  void verboseAddsTheStackTrace() {
    Ran ran = Ran.command("analyze", TestingClips.audioOnly(), "--models", models, "--verbose");
    assertEquals(ExitStatus.INPUT_UNREADABLE.code(), ran.status());
    assertTrue(ran.err().contains("\tat com.footanalytics.vision.cli."), ran.err());
  }

  private static String text(JsonNode result) {
    List<String> box =
        result
            .get("bbox")
            .valueStream()
            .map(side -> String.valueOf(Math.round(side.asDouble())))
            .toList();
    return "%s %s %s"
        .formatted(
            result.get("image").asText(), result.get("category").asText(), String.join(" ", box));
  }

  private static String label(int type, int x, int y) {
    double half = TestingModels.SQUARE_PX / 2.0;
    return "%d %s %s %s %s%n"
        .formatted(type, (x + half) / 96, (y + half) / 64, 2 * half / 96, 2 * half / 64);
  }

  /** A picture of the size of the model's input with squares given as x, y, class. */
  private static Path squares(Path file, int... squares) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    for (int i = 0; i < squares.length; i += 3) {
      pen.setColor(new Color(TestingModels.colour(squares[i + 2])));
      pen.fillRect(squares[i], squares[i + 1], TestingModels.SQUARE_PX, TestingModels.SQUARE_PX);
    }
    pen.dispose();
    ImageIO.write(image, file.toString().endsWith(".png") ? "png" : "jpg", file.toFile());
    return file;
  }

  private static void damage(Path weights) throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length - 1));
  }
}
