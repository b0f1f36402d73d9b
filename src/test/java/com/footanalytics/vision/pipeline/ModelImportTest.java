package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ExportLayout;
import com.footanalytics.vision.model.Hints;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.testing.TestingExports;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelImportTest {

  private static final Map<String, String> NAMES = Map.of("names", "{0: 'red', 1: 'green'}");

  @TempDir Path folder;

  /** Exports by layout, and into how many columns a stretched picture's square falls. */
  static Stream<Arguments> exports() {
    return Stream.of(
        Arguments.of("yolov5", TestingExports.yolov5(), 1),
        Arguments.of("yolov8", TestingExports.yolov8(NAMES), 1),
        Arguments.of("end-to-end", TestingExports.endToEnd(NAMES), 1),
        Arguments.of("yolox raw", TestingExports.yolox(false, "output"), 1),
        Arguments.of("yolox decoded", TestingExports.yolox(true, "output"), 1),
        Arguments.of("nanodet", TestingExports.nanoDet(), 3),
        Arguments.of("rt-detr", TestingExports.rtDetr(), 3),
        Arguments.of("rf-detr", TestingExports.rfDetr(), 3),
        Arguments.of("hf-detr", TestingExports.huggingFaceDetr(), 3));
  }

  /**
   * A tall picture, red above and black below, which each layout lays into its input its own way.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("exports")
  void anExportIsServedEndToEnd(String layout, byte[] export, int columns)
      throws IOException, InterruptedException {
    List<String> classes = List.of("red", "green");

    ModelManifest manifest = load(export, hints(classes)).manifest();

    assertEquals(classes, manifest.classNames());
    List<Detection> found = detect(tallPicture());
    assertEquals(columns, found.size(), found::toString);
    float left = 0;
    for (Detection detection : found) {
      assertEquals(0, detection.classIndex());
      assertTrue(detection.score() > 0.85 && detection.score() <= 1.001, detection::toString);
      assertEquals(left, detection.box().x1(), 0.01);
      assertEquals(0, detection.box().y1(), 0.01);
      assertEquals(32, detection.box().y2(), 0.01);
      left += 32f / columns;
      assertEquals(left, detection.box().x2(), 0.01);
    }
  }

  @Test
  void whatTheFileSaysIsInTheManifest() throws IOException, InterruptedException {
    ModelImport.Imported imported =
        load(
            TestingExports.yolov8(
                Map.of(
                    "names",
                    "{0: 'red', 1: \"it's green\"}",
                    "license",
                    "AGPL-3.0 License (https://example.org/license)",
                    "task",
                    "detect")),
            Hints.NONE);

    ModelManifest manifest = new ModelRepository(models()).only().manifest();
    assertEquals(imported.manifest(), manifest);
    assertEquals(List.of("red", "it's green"), manifest.classNames());
    assertEquals(List.of(1, 2, 4, 8), manifest.batchSizes());
    assertEquals(0.25f, manifest.classes().getLast().threshold());
    assertEquals("AGPL-3.0 License (https://example.org/license)", manifest.licence());
    assertEquals(1, imported.notices().size());
    assertTrue(imported.notices().getFirst().contains("AGPL-3.0"), imported.notices()::toString);
  }

  @Test
  void aFixedBatchAxisIsServedOnePictureAtATime() throws IOException, InterruptedException {
    assertEquals(
        List.of(1),
        load(TestingExports.yolox(false, "output"), Hints.NONE).manifest().batchSizes());
  }

  @Test
  void whatIsAmbiguousIsRefusedAndLeavesNothing() throws IOException {
    assertRefused(
        TestingExports.yolox(true, "output0"),
        Hints.NONE,
        "ambiguous: output output0 float32 [1, 126, 7] could be yolox or another net with rows in"
            + " input pixels; say --layout yolox or describe it in model.yaml");
  }

  @Test
  void aHintSettlesWhatIsAmbiguous() throws IOException, InterruptedException {
    Hints yolox = new Hints(Optional.of(ExportLayout.YOLOX), List.of(), Optional.empty());
    assertEquals(
        List.of("class0", "class1"),
        load(TestingExports.yolox(true, "output0"), yolox).manifest().classNames());
  }

  @Test
  void aModelThatFailsItsSelfTestLeavesNothing() throws IOException {
    assertRefused(
        TestingExports.rtDetr(new float[] {Float.NaN}),
        hints(List.of("red")),
        "self-test: output scores is not finite");
  }

  @Test
  void aVersionThatIsThereStays() throws IOException, InterruptedException {
    load(TestingExports.yolov5(), Hints.NONE);
    byte[] before = Files.readAllBytes(models().resolve("mine/1/model.yaml"));

    ModelException refusal =
        assertThrows(ModelException.class, () -> load(TestingExports.yolov8(NAMES), Hints.NONE));

    assertTrue(String.valueOf(refusal.getMessage()).contains("mine:1 is there already"));
    assertEquals(new String(before), Files.readString(models().resolve("mine/1/model.yaml")));
    try (Stream<Path> left = Files.list(models())) {
      assertEquals(List.of(models().resolve("mine")), left.toList());
    }
  }

  private void assertRefused(byte[] export, Hints hints, String reason) throws IOException {
    ModelException refusal = assertThrows(ModelException.class, () -> load(export, hints));
    assertEquals(folder.resolve("export.onnx") + ": " + reason, refusal.getMessage());
    assertFalse(Files.exists(models()));
  }

  private ModelImport.Imported load(byte[] export, Hints hints)
      throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("export.onnx"), export);
    return new ModelImport(new ModelRepository(models()), new OnnxRuntimeEngine())
        .run(
            new ModelImport.Request(file, new ModelId("mine", 1), hints, "fp32", Optional.empty()));
  }

  private static Hints hints(List<String> classes) {
    return new Hints(Optional.empty(), classes, Optional.empty());
  }

  private Path models() {
    return folder.resolve("models");
  }

  /** What is found, from left to right. */
  private List<Detection> detect(byte[] picture) {
    CorePlan plan = new CorePlan(1, 1, 1, 1);
    try (Detectors detectors = TestingDetectors.of(models(), plan);
        var lease = detectors.lease(Optional.empty())) {
      Answer answer = lease.model().pictures().detect(picture, Duration.ofMinutes(1));
      return ((Answer.Found) answer)
          .objects().stream().sorted(Comparator.comparing(found -> found.box().x1())).toList();
    }
  }

  private static byte[] tallPicture() throws IOException {
    var image = new BufferedImage(32, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, 32, 32);
    pen.dispose();
    var png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
