package com.footanalytics.vision.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.DecoderSpec.CentreHeatmap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelManifestTest {

  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final String YAML =
      """
      name: football-detector
      version: "3"
      task: detection
      format: onnx
      input: {name: images, dtype: uint8, layout: NHWC, width: 960, height: 544, colour: RGB}
      letterbox: {anchor: top-left, fill: 114}
      decoder: {type: centre-heatmap, stride: 4, heatmap: heatmap, boxes: boxes, \
      box-encoding: exp-ltrb, suppression-iou: 0.6, max-candidates: 300}
      classes: [ball, goalkeeper, player, referee]
      suppression-groups: [[ball], [goalkeeper, player, referee]]
      thresholds: {ball: 0.25, goalkeeper: 0.3, player: 0.35, referee: 1}
      batch-sizes: [1, 2, 4]
      precisions:
        int8: {file: model.int8.onnx, sha256: %s}
        fp32: {file: model.onnx, sha256: %s}
      default-precision: int8
      golden: {annotations: golden/annotations.json, pictures: 120, sha256: %s}
      accuracy: {dortmund: {int8: {map50: 0.61, player-ap50: 0.9}}, golden: {fp32: {map50: 0.8}}}
      licence: Apache-2.0
      training: {recipe: models/training, seed: 7, iterations: 9000}
      """
          .formatted(SHA, SHA, SHA);

  @TempDir Path folder;

  @Test
  void everyKeyIsTaken() throws IOException {
    ModelManifest manifest = read(YAML);

    assertEquals(new ModelId("football-detector", 3), manifest.id());
    assertEquals(new InputSpec("images", 960, 544, 114), manifest.input());
    assertEquals(new CentreHeatmap(4, "heatmap", "boxes", 0.6f, 300), manifest.decoder());
    assertEquals(
        List.of(
            new ObjectClass("ball", 0.25f, 0),
            new ObjectClass("goalkeeper", 0.3f, 1),
            new ObjectClass("player", 0.35f, 1),
            new ObjectClass("referee", 1, 1)),
        manifest.classes());
    assertEquals(List.of("ball", "goalkeeper", "player", "referee"), manifest.classNames());
    assertEquals(List.of(1, 2, 4), manifest.batchSizes());
    assertEquals(new Weights("model.onnx", SHA), manifest.precisions().get("fp32"));
    assertEquals("int8", manifest.defaultPrecision());
    assertEquals(
        Optional.of(new GoldenSet("golden/annotations.json", 120, SHA)), manifest.golden());
    RecordedAccuracy accuracy = manifest.accuracy();
    assertEquals(Map.of("map50", 0.61, "player-ap50", 0.9), accuracy.of("dortmund", "int8"));
    assertEquals(Optional.of(0.8), accuracy.score("golden", "fp32", "map50"));
    assertEquals(Optional.empty(), accuracy.score("golden", "int8", "map50"));
    assertEquals("Apache-2.0", manifest.licence());
    assertEquals("9000", manifest.training().get("iterations"));
  }

  @Test
  void goldenSetAccuracyAndTrainingMayBeMissing() throws IOException {
    ModelManifest manifest =
        read(without(without(without(YAML, "accuracy"), "training"), "golden"));

    assertTrue(manifest.golden().isEmpty());
    assertTrue(manifest.accuracy().scores().isEmpty());
    assertEquals(Map.of(), manifest.training());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "version",
        "task",
        "format",
        "input",
        "letterbox",
        "decoder",
        "classes",
        "suppression-groups",
        "thresholds",
        "batch-sizes",
        "default-precision",
        "licence"
      })
  void everyOtherKeyIsNeeded(String key) throws IOException {
    assertRefused(without(YAML, key), key + ": missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "licence: | license: | licence: missing",
        "dtype: uint8 | dtype: float16 | input.dtype",
        "dtype: uint8 | dtype: float32 | input.scale: missing",
        "layout: NHWC | layout: NCHW | input.layout",
        "colour: RGB | colour: BGR | input.colour",
        "colour: RGB | colour: RGB, mean: 0 | input.mean: unknown key",
        "width: 960 | width: 0 | input.width",
        "width: 960 | width: 96.5 | input.width",
        "anchor: top-left | anchor: middle | letterbox.anchor",
        "fill: 114 | fill: 256 | letterbox.fill",
        "task: detection | task: pose | task",
        "format: onnx | format: torchscript | format",
        "type: centre-heatmap | type: anchors | decoder.type",
        "exp-ltrb | xywh | decoder.box-encoding",
        "boxes: boxes | boxes: heatmap | decoder",
        "suppression-iou: 0.6 | suppression-iou: 60 | decoder.suppression-iou",
        "max-candidates: 300 | max-candidates: many | decoder.max-candidates",
        "version: \"3\" | version: 3 | version",
        "version: \"3\" | version: \"3.1\" | version",
        "name: football-detector | name: ../detector | name",
        "[ball, goalkeeper, player, referee] | [ball, ball, player, referee] | classes",
        "classes: [ball, goalkeeper, player, referee] | classes: [] | classes",
        "[[ball], | [[ball, player], | suppression-groups",
        "[[ball], [goalkeeper, player, referee]] | [[ball]] | suppression-groups",
        "ball: 0.25 | ball: 1.5 | thresholds.ball",
        "ball: 0.25 | ball: .nan | thresholds.ball",
        "ball: 0.25 | bal: 0.25 | thresholds.ball: missing",
        "[1, 2, 4] | [4, 2, 1] | batch-sizes",
        "[1, 2, 4] | [0] | batch-sizes",
        "default-precision: int8 | default-precision: fp16 | default-precision",
        "int8: {file: model.int8.onnx, | int8: {files: model.int8.onnx, | precisions.int8.file",
        "sha256: 0123 | sha256: XYZ | precisions.int8.sha256",
        "int8: {map50: 0.61 | int4: {map50: 0.61 | accuracy.dortmund.int4: unknown key",
        "pictures: 120 | pictures: 0 | golden.pictures",
        "golden/annotations.json, | golden/annotations.json, seed: 7, | golden.seed: unknown key",
        "map50: 0.61 | map50: 61 | accuracy.dortmund.int8.map50",
      })
  void whatDoesNotFitIsRefusedByKey(String good, String bad, String key) throws IOException {
    String broken = YAML.replaceFirst(Pattern.quote(good), bad);
    assertTrue(!broken.equals(YAML), good);
    assertRefused(broken, key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scale: 1 | scale: 0 | input: scale 0.0",
        "scale: 1 | scale: fast | input.scale: fast (expected: a number)",
        "[3, 2, 1] | [3, 2] | input: scale",
        "[4, 5, 6] | [4, 0, 6] | input: scale",
        "layout: NCHW | layout: CHWN | input.layout: CHWN (expected: one of [NHWC, NCHW])",
        "colour: BGR | colour: grey | input.colour",
        "anchor: stretch | anchor: squash | letterbox.anchor",
        "encoding: raw | encoding: cooked | decoder.encoding: cooked (expected: one of [raw, decoded])",
        "encoding: raw | encoding: decoded | decoder.strides: unknown key",
        "strides: [8, 16] | strides: [] | decoder.strides",
        "type: yolox | type: yolov5 | decoder.encoding: unknown key",
        "type: yolox | type: yolov9000 | decoder.type: yolov9000 (expected: one of [centre-heatmap, yolov5"
      })
  void whatDoesNotFitAnExportIsRefusedByKey(String good, String bad, String key)
      throws IOException {
    String export =
        YAML.replaceFirst(
                "input: .*",
                "input: {name: images, dtype: float32, layout: NCHW, width: 640, height: 640,"
                    + " colour: BGR, scale: 1, mean: [3, 2, 1], std: [4, 5, 6], size-input: sizes}")
            .replaceFirst("letterbox: .*", "letterbox: {anchor: stretch, fill: 0}")
            .replaceFirst(
                "decoder: .*",
                "decoder: {type: yolox, output: out, encoding: raw, strides: [8, 16],"
                    + " suppression-iou: 0.45, max-candidates: 100}");
    ModelManifest manifest = read(export);
    assertEquals(Fit.STRETCH, manifest.input().fit());
    assertEquals(Optional.of("sizes"), manifest.input().sizeInput());
    assertEquals(List.of(3f, 2f, 1f), manifest.input().pixels().mean());
    assertRefused(export.replaceFirst(Pattern.quote(good), bad), key);
  }

  @Test
  void unknownKeysAreRefused() throws IOException {
    assertRefused(YAML + "treshold: 0.5\n", "treshold: unknown key");
  }

  @Test
  void brokenYamlIsRefusedWithItsLine() throws IOException {
    assertRefused(YAML.replace("task: detection", "task: [detection"), "not YAML: line");
    assertRefused(YAML + "name: twice\n", "duplicate key");
    assertRefused("", "document");
    assertRefused("- a\n- b\n", "document");
    assertRefused("1: 2\n", "document");
  }

  @Test
  void typesThatYamlCouldConstructAreRefused() throws IOException {
    assertRefused("!!java.net.URL [\"file:/etc/hostname\"]\n", "not YAML");
  }

  @Test
  void missingAndHugeFilesAreRefused() throws IOException {
    Path missing = folder.resolve("nowhere.yaml");
    assertThrows(ModelException.class, () -> ModelManifest.read(missing));
    assertRefused(YAML + "#".repeat(1 << 20), "larger than");
  }

  @Test
  void damagedManifestsAreNeverAnythingButRefused() throws IOException {
    var random = new Random(11);
    int refused = 0;
    for (int round = 0; round < 400; round++) {
      var damaged = new StringBuilder(YAML);
      for (int edit = 0; edit < 3; edit++) {
        damaged.setCharAt(random.nextInt(damaged.length()), (char) (32 + random.nextInt(95)));
      }
      try {
        read(damaged.toString());
      } catch (ModelException e) {
        refused++;
      }
    }
    assertTrue(refused > 200, "refused: " + refused);
  }

  private ModelManifest read(String yaml) throws IOException {
    return ModelManifest.read(Files.writeString(folder.resolve("model.yaml"), yaml));
  }

  private void assertRefused(String yaml, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("model.yaml"), yaml);
    String message =
        String.valueOf(
            assertThrows(ModelException.class, () -> ModelManifest.read(file)).getMessage());
    assertTrue(message.startsWith(file + ": "), message);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  private static String without(String yaml, String key) {
    return yaml.replaceFirst("(?m)^" + key + ":.*\n", "");
  }
}
