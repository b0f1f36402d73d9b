package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.testing.TestingBatch;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
