package com.footanalytics.vision.postprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.model.DecoderSpec;
import com.footanalytics.vision.model.DecoderSpec.Activation;
import com.footanalytics.vision.model.DecoderSpec.Detr;
import com.footanalytics.vision.model.DecoderSpec.EndToEnd;
import com.footanalytics.vision.model.DecoderSpec.NanoDet;
import com.footanalytics.vision.model.DecoderSpec.Nms;
import com.footanalytics.vision.model.DecoderSpec.RtDetr;
import com.footanalytics.vision.model.DecoderSpec.Yolov5;
import com.footanalytics.vision.model.DecoderSpec.Yolov8;
import com.footanalytics.vision.model.DecoderSpec.Yolox;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.preprocess.Letterbox;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportDecodersTest {

  private static final Nms NMS = new Nms(0.45f, 100);
  private static final Yolov5 YOLOV5 = new Yolov5("out", NMS);
  private static final RtDetr RT_DETR = new RtDetr("labels", "boxes", "scores");

  @Test
  void aRowsScoreIsObjectnessTimesItsBestClass() {
    List<Detection> found =
        rows(
                10, 8, 4, 6, 0.8f, 0.1f, 0.5f, 40, 16, 8, 8, 0.9f, 0.9f, 0.2f, 20, 16, 8, 8, 0.5f,
                0.5f, 0.4f)
            .decode(YOLOV5);
    assertEquals(
        List.of(
            new Detection(0, 0.9f * 0.9f, new Box(36, 12, 44, 20)),
            new Detection(1, 0.8f * 0.5f, new Box(8, 5, 12, 11))),
        found);
  }

  @Test
  void overlapsAreSuppressedWithinAClassOnly() {
    List<Detection> found =
        rows(10, 8, 4, 6, 1, 0, 0.5f, 10, 8, 4, 6, 1, 0, 0.9f, 10, 8, 4, 6, 1, 0.7f, 0)
            .decode(YOLOV5);
    assertEquals(List.of(0.9f, 0.7f), found.stream().map(Detection::score).toList());
  }

  @Test
  void aPictureOfABatchIsReadFromItsPlaceIntoItsOwnPixels() {
    var batch =
        new TestingOutputs()
            .with("out", List.of(2, 1, 7), 10, 8, 4, 6, 1, 1, 0, 40, 16, 8, 8, 1, 0, 1);
    Letterbox centred = new Letterbox(128, 32, 64, 16, 0, 8);
    assertEquals(
        List.of(new Detection(1, 1, new Box(72, 8, 88, 24))), batch.decode(YOLOV5, 1, centred));
  }

  @Test
  void columnsAreReadAcross() {
    var columns =
        new TestingOutputs()
            .with(
                "out",
                List.of(1, 6, 3),
                10,
                40,
                20,
                8,
                16,
                16,
                4,
                8,
                8,
                6,
                8,
                8,
                0.1f,
                0.9f,
                0.2f,
                0.4f,
                0.2f,
                0.1f);
    assertEquals(
        List.of(
            new Detection(0, 0.9f, new Box(36, 12, 44, 20)),
            new Detection(1, 0.4f, new Box(8, 5, 12, 11))),
        columns.decode(new Yolov8("out", NMS)));
  }

  @Test
  void finishedRowsAreTakenAsTheyAre() {
    var rows =
        new TestingOutputs()
            .with(
                "out",
                List.of(1, 3, 6),
                8,
                5,
                12,
                11,
                0.4f,
                1,
                36,
                12,
                44,
                20,
                0.9f,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    assertEquals(
        List.of(
            new Detection(0, 0.9f, new Box(36, 12, 44, 20)),
            new Detection(1, 0.4f, new Box(8, 5, 12, 11))),
        rows.decode(new EndToEnd("out")));
  }

  @Test
  void rawRowsBelongToCellsGridAfterGrid() {
    // 64 x 32 at strides 16 and 32: 4 x 2 cells, then 2 x 1.
    var values = new float[10 * 7];
    set(values, 5, 0.5f, 0.25f, 0, (float) Math.log(0.5), 1, 0, 1);
    set(values, 9, 0.5f, 0.5f, 0, 0, 0.5f, 1, 0);
    var raw = new TestingOutputs().with("out", List.of(1, 10, 7), values);
    List<Detection> found = raw.decode(new Yolox("out", List.of(16, 32), NMS));
    assertEquals(2, found.size());
    assertBox(1, 1, 16, 16, 32, 24, found.get(0));
    assertBox(0, 0.5, 32, 0, 64, 32, found.get(1));
  }

  @Test
  void decodedRowsOfYoloxAreInPixels() {
    List<Detection> found = rows(10, 8, 4, 6, 1, 0, 1).decode(new Yolox("out", List.of(), NMS));
    assertBox(1, 1, 8, 5, 12, 11, found.getFirst());
  }

  @Test
  void finishedQueriesAreInInputPixels() {
    var queries =
        new TestingOutputs()
            .with("labels", List.of(1, 2), 1, 0)
            .with("boxes", List.of(1, 2, 4), 8, 5, 12, 11, 36, 12, 44, 20)
            .with("scores", List.of(1, 2), 0.9f, 0.2f);
    assertEquals(List.of(new Detection(1, 0.9f, new Box(8, 5, 12, 11))), queries.decode(RT_DETR));
  }

  @Test
  void outputsWithoutTheBatchsAxisAreOnePictures() {
    var squeezed =
        new TestingOutputs()
            .with("labels", List.of(1), 1)
            .with("boxes", List.of(1, 4), 8, 5, 12, 11)
            .with("scores", List.of(1), 0.9f);
    assertEquals(List.of(new Detection(1, 0.9f, new Box(8, 5, 12, 11))), squeezed.decode(RT_DETR));
  }

  @Test
  void theBestPairsOfQueryAndClassAreTakenGlobally() {
    // The first query's classes are both better than anything of the second.
    var queries =
        new TestingOutputs()
            .with("dets", List.of(1, 2, 4), 0.5f, 0.5f, 0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 0.5f)
            .with("labels", List.of(1, 2, 3), 3, 2, 9, 1, -4, 9);
    List<Detection> found = queries.decode(new Detr("dets", "labels", Activation.SIGMOID, true, 2));
    assertEquals(2, found.size());
    assertBox(0, 1 / (1 + Math.exp(-3)), 24, 8, 40, 24, found.get(0));
    assertBox(1, 1 / (1 + Math.exp(-2)), 24, 8, 40, 24, found.get(1));
  }

  @Test
  void classesThatShareOneLeaveTheRestToNoObject() {
    var queries =
        new TestingOutputs()
            .with("dets", List.of(1, 2, 4), 0.5f, 0.5f, 0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 0.5f)
            .with("labels", List.of(1, 2, 3), 5, 0, 0, 5, 0, 9);
    List<Detection> found =
        queries.decode(new Detr("dets", "labels", Activation.SOFTMAX, true, 300));
    assertEquals(1, found.size());
    assertBox(0, Math.exp(5) / (Math.exp(5) + 2), 24, 8, 40, 24, found.getFirst());
  }

  @Test
  void distributionsAreMeanDistancesFromTheCellsCorner() {
    // 64 x 32 at stride 32: two cells. Two bins a side: logits for 0 and 1 stride.
    var values = new float[2 * 10];
    set(values, 1, 0.1f, 0.9f, 0, 0, 50, 0, 0, 0, 0, 50);
    var rows = new TestingOutputs().with("out", List.of(1, 2, 10), values);
    List<Detection> found = rows.decode(new NanoDet("out", List.of(32), 1, NMS));
    assertEquals(1, found.size());
    assertBox(1, 0.9, 16, 0, 48, 32, found.getFirst());
  }

  @Test
  void numbersThatAreNoneAreLeftOut() {
    float nan = Float.NaN;
    assertEquals(
        List.of(),
        rows(nan, 8, 4, 6, 1, 1, 0, 10, 8, 4, 6, nan, 1, 0, 10, 8, 4, 6, 1, nan, nan)
            .decode(YOLOV5));
  }

  @Test
  void outputsOfAnotherShapeThanTheManifestSaysAreRefused() {
    assertRefused(
        "output: out has shape [1, 1, 7] (expected: [N, any, 6], as the manifest says)",
        new EndToEnd("out"));
    assertRefused(
        "output: out has shape [1, 1, 7] (expected: [N, 6, any], as the manifest says)",
        new Yolov8("out", NMS));
    assertRefused(
        "output: out has 1 rows (expected: 2, for strides [32] over 64x32)",
        new Yolox("out", List.of(32), NMS));
    assertRefused(
        "output: out has shape [1, 1, 7] (expected: [N, any, 34], as the manifest says)",
        new NanoDet("out", List.of(32), 7, NMS));
    assertRefused("output: labels (expected: one of [out])", RT_DETR);
    assertRefused(
        "output: out has shape [1, 1, 7] (expected: [N, any, 3], as the manifest says)",
        new Detr("boxes", "out", Activation.SIGMOID, true, 300));
  }

  @Test
  void classesTheManifestDoesNotHaveAreRefused() {
    var queries =
        new TestingOutputs()
            .with("labels", List.of(1, 1), 2)
            .with("boxes", List.of(1, 1, 4), 8, 5, 12, 11)
            .with("scores", List.of(1, 1), 0.1f);
    assertEquals(
        "output: an object of class 2 (expected: 0 to 1, as the manifest has 2 classes)",
        assertThrows(ModelException.class, () -> queries.decode(RT_DETR)).getMessage());
  }

  private static void assertRefused(String reason, DecoderSpec spec) {
    TestingOutputs outputs = rows(10, 8, 4, 6, 1, 0, 1);
    assertEquals(
        reason, assertThrows(ModelException.class, () -> outputs.decode(spec)).getMessage());
  }

  private static void assertBox(
      int type, double score, double x1, double y1, double x2, double y2, Detection found) {
    assertEquals(type, found.classIndex());
    assertEquals(score, found.score(), 1e-5);
    assertEquals(x1, found.box().x1(), 1e-3);
    assertEquals(y1, found.box().y1(), 1e-3);
    assertEquals(x2, found.box().x2(), 1e-3);
    assertEquals(y2, found.box().y2(), 1e-3);
  }

  /** One picture's rows of centre, size, objectness and two classes. */
  private static TestingOutputs rows(float... values) {
    return new TestingOutputs().with("out", List.of(1, values.length / 7, 7), values);
  }

  private static void set(float[] rows, int row, float... values) {
    System.arraycopy(values, 0, rows, row * values.length, values.length);
  }
}
