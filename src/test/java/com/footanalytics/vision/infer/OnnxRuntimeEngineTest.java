package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.Fit;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.PixelFormat;
import com.footanalytics.vision.testing.TestingBatch;
import com.footanalytics.vision.testing.TestingExports;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeEngineTest {

  private static final InputSpec INPUT = new InputSpec("images", 96, 64, 114);
  private static final int CELLS = 16 * 24;

  @TempDir Path folder;
  private final Engine engine = new OnnxRuntimeEngine();
  private Path weights;

  @BeforeEach
  void writeWeights() throws IOException {
    weights = Files.write(folder.resolve("net.int8.onnx"), TestingModels.weights(96, 64));
  }

  @Test
  void answersEveryOutputWithItsShapeAndValues() {
    var batch = new TestingBatch(2, 96, 64).square(1, 20, 8, 0xFF0000);

    try (InferenceSession session = engine.load(weights, INPUT, 1)) {
      Outputs outputs = session.run(batch.images(), 2);

      FloatTensor heatmap = outputs.get("heatmap");
      assertEquals(List.of(2, 4, 16, 24), heatmap.shape());
      assertEquals(-8f, heatmap.values().get(3 * 24 + 6), 1e-4f);
      assertEquals(127 / 16f, heatmap.values().get(4 * CELLS + 3 * 24 + 6), 1e-4f);
      assertEquals(Math.log(1.5), outputs.get("boxes").values().get(5), 1e-6);
    }
  }

  @Test
  void runsWhateverBatchIsAskedForFromOneBuffer() {
    var batch = new TestingBatch(3, 96, 64);

    try (InferenceSession session = engine.load(weights, INPUT, 2)) {
      for (int count = 1; count <= 3; count++) {
        assertEquals(count, session.run(batch.images(), count).get("heatmap").shape().getFirst());
      }
    }
  }

  @Test
  void readsTheBufferFromItsStartWhateverItsPosition() {
    var batch = new TestingBatch(1, 96, 64).square(0, 20, 8, 0xFF0000);
    batch.images().position(500).limit(600);

    try (InferenceSession session = engine.load(weights, INPUT, 1)) {
      FloatTensor heatmap = session.run(batch.images(), 1).get("heatmap");

      assertEquals(127 / 16f, heatmap.values().get(3 * 24 + 6), 1e-4f);
      assertEquals(500, batch.images().position());
    }
  }

  @Test
  void seesWhatTheBufferHoldsAtEachRun() {
    var batch = new TestingBatch(1, 96, 64);

    try (InferenceSession session = engine.load(weights, INPUT, 1)) {
      FloatTensor before = session.run(batch.images(), 1).get("heatmap");
      batch.square(0, 20, 8, 0xFF0000);
      FloatTensor after = session.run(batch.images(), 1).get("heatmap");

      assertNotSame(before.values(), after.values());
      assertEquals(-8f, before.values().get(3 * 24 + 6), 1e-4f);
      assertEquals(127 / 16f, after.values().get(3 * 24 + 6), 1e-4f);
    }
  }

  @Test
  void answersOutliveTheSession() {
    FloatTensor heatmap;
    try (InferenceSession session = engine.load(weights, INPUT, 1)) {
      heatmap = session.run(new TestingBatch(1, 96, 64).images(), 1).get("heatmap");
    }
    assertEquals(-8f, heatmap.values().get(30), 1e-4f);
  }

  @Test
  void aDetectorTakesTheTensorsOfItsGraphToo() {
    var batch = new TestingBatch(2, 96, 64).square(1, 20, 8, 0xFF0000);

    try (InferenceSession session = engine.load(weights, INPUT, 1)) {
      assertEquals(
          new Signature(
              List.of(new TensorSpec("images", DataType.UINT8, List.of(-1L, 64L, 96L, 3L))),
              List.of(
                  new TensorSpec("heatmap", DataType.FP32, List.of(-1L, 4L, 16L, 24L)),
                  new TensorSpec("boxes", DataType.FP32, List.of(-1L, 4L, 16L, 24L)))),
          session.signature());
      var images =
          new Tensor("images", DataType.UINT8, List.of(2L, 64L, 96L, 3L), batch.images().clear());
      Outputs expected = session.run(batch.images(), 2);
      Tensor heatmap = session.run(List.of(images), List.of("heatmap")).getFirst();

      assertEquals(List.of(2L, 4L, 16L, 24L), heatmap.shape());
      assertEquals(expected.get("heatmap").values(), heatmap.data().asFloatBuffer());
      assertEquals(2, session.run(List.of(images), List.of()).size());
    }
  }

  @Test
  void aDetectorOfFloatPlanesTakesThemAsTensors() throws IOException {
    Files.write(weights, TestingExports.yolov8(Map.of()));
    var pixels = PixelFormat.planes(PixelFormat.Colour.RGB, 1);
    var input = new InputSpec("images", 96, 64, Fit.TOP_LEFT, 114, pixels, Optional.empty());
    var levels = new TestingBatch(1, 96, 64).square(0, 32, 32, 0x40FF80);
    ByteBuffer planes = ByteBuffer.allocateDirect(3 * 64 * 96 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int channel = 0; channel < 3; channel++) {
      for (int pixel = 0; pixel < 64 * 96; pixel++) {
        planes.putFloat(levels.images().get(pixel * 3 + channel) & 0xFF);
      }
    }

    try (InferenceSession session = engine.load(weights, input, 1)) {
      var images = new Tensor("images", DataType.FP32, List.of(1L, 3L, 64L, 96L), planes.flip());
      assertEquals(
          session.run(levels.images(), 1).get("output0").values(),
          session.run(List.of(images), List.of()).getFirst().data().asFloatBuffer());
      assertThrows(
          ModelException.class,
          () ->
              session.run(
                  List.of(
                      new Tensor(
                          "images", DataType.UINT8, List.of(1L, 64L, 96L, 3L), levels.images())),
                  List.of()));
    }
  }

  @Test
  void refusesBuffersThatAreTooSmallOrOnTheHeap() {
    try (InferenceSession session = engine.load(weights, INPUT, 1)) {
      ByteBuffer small = ByteBuffer.allocateDirect(INPUT.bytesPerPicture() - 1);
      ByteBuffer heap = ByteBuffer.allocate(INPUT.bytesPerPicture());
      ByteBuffer good = ByteBuffer.allocateDirect(INPUT.bytesPerPicture());

      assertThrows(IllegalArgumentException.class, () -> session.run(small, 1));
      assertThrows(IllegalArgumentException.class, () -> session.run(heap, 1));
      assertThrows(IllegalArgumentException.class, () -> session.run(good, 0));
      assertThrows(IllegalArgumentException.class, () -> session.run(good, 2));
    }
  }

  @Test
  void refusesAnInputOfAnotherNameOrSize() {
    assertRefused("[images]", new InputSpec("pictures", 96, 64, 114));
    assertRefused("(1, 64, 100, 3)", new InputSpec("images", 100, 64, 114));
  }

  @Test
  void refusesModelsThatDoNotTakeUint8OrDoNotAnswerFloats() throws IOException {
    Files.write(weights, TestingModels.echo(true, true, 96, 64));
    assertRefused("float", INPUT);

    Files.write(weights, TestingModels.echo(false, false, 96, 64));
    assertRefused("output heatmap is uint8 (expected: float32, int64 or int32)", INPUT);
  }

  @Test
  void refusesBatchesThatTheModelDoesNotTakeAndGoesOn() throws IOException {
    Files.write(weights, TestingModels.echo(false, true, 96, 64));
    var batch = new TestingBatch(2, 96, 64).square(0, 0, 0, 0xFF0000);

    try (InferenceSession session = engine.load(weights, INPUT, 1)) {
      String message =
          String.valueOf(
              assertThrows(ModelException.class, () -> session.run(batch.images(), 2))
                  .getMessage());
      assertTrue(message.contains("(2, 64, 96, 3)"), message);
      assertEquals(255f, session.run(batch.images(), 1).get("heatmap").values().get(0));
    }
  }

  @Test
  void sessionsOfOneEngineRunSideBySide() throws InterruptedException {
    var red = new TestingBatch(1, 96, 64).square(0, 20, 8, 0xFF0000);
    var blue = new TestingBatch(1, 96, 64).square(0, 20, 8, 0x0000FF);
    var wrong = new AtomicInteger();

    try (InferenceSession first = engine.load(weights, INPUT, 1);
        InferenceSession second = engine.load(weights, INPUT, 1)) {
      Thread other = new Thread(() -> countWrong(second, blue, 2, wrong));
      other.start();
      countWrong(first, red, 0, wrong);
      other.join();
    }
    assertEquals(0, wrong.get());
  }

  private static void countWrong(
      InferenceSession session, TestingBatch batch, int type, AtomicInteger wrong) {
    for (int i = 0; i < 50; i++) {
      float logit =
          session.run(batch.images(), 1).get("heatmap").values().get(type * CELLS + 3 * 24 + 6);
      wrong.addAndGet(Math.abs(logit - 127 / 16f) < 1e-4 ? 0 : 1);
    }
  }

  @Test
  void refusesFilesThatAreNoModel() throws IOException {
    Files.writeString(weights, "not an ONNX file");
    assertRefused("net.int8.onnx", INPUT);

    Files.delete(weights);
    assertRefused("no such file", INPUT);
  }

  @Test
  void namesItselfAndItsDevice() {
    assertEquals("OnnxRuntime", engine.name());
    assertEquals("cpu", engine.device());
  }

  private void assertRefused(String reason, InputSpec input) {
    String message =
        String.valueOf(
            assertThrows(ModelException.class, () -> engine.load(weights, input, 1)).getMessage());
    assertTrue(message.contains(weights.toString()), message);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count());
  }
}
