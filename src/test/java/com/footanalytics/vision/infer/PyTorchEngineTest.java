package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PyTorch where the tests run with the profile {@code pytorch}. */
class PyTorchEngineTest {

  private static final List<String> OUTPUTS = List.of("heatmap", "boxes");
  private static final InputSpec INPUT = new InputSpec("images", 96, 64, 114);

  @TempDir Path folder;

  @BeforeEach
  void needsPyTorch() {
    Assumptions.assumeTrue(PyTorchEngine.isInstalled(), "built without -Ppytorch");
  }

  @Test
  void aPictureIsReadTheSameAloneAndInABatch() {
    ModelPackage model = shipped();
    InputSpec input = model.manifest().input();
    byte[] noise = new byte[2 * input.bytesPerPicture()];
    new Random(5).nextBytes(noise);
    ByteBuffer images = ByteBuffer.allocateDirect(noise.length).put(noise).position(7);

    try (InferenceSession session =
        engine(OUTPUTS).load(model.verifiedWeights("torchscript"), input, 1)) {
      Outputs together = session.run(images, 2);
      Outputs alone = session.run(images, 1);

      assertEquals(List.of(2, 4, 184, 320), together.get("heatmap").shape());
      assertEquals(List.of(1, 4, 184, 320), alone.get("boxes").shape());
      assertEquals(7, images.position());
      for (String output : OUTPUTS) {
        FloatTensor single = alone.get(output);
        for (int i = 0; i < single.values().limit(); i++) {
          assertEquals(single.values().get(i), together.get(output).values().get(i), 1e-3f);
        }
      }
    }
  }

  @Test
  void picturesAreTakenAsATensorToo() {
    ModelPackage model = shipped();
    InputSpec input = model.manifest().input();
    byte[] noise = new byte[input.bytesPerPicture()];
    new Random(5).nextBytes(noise);
    ByteBuffer levels = ByteBuffer.allocateDirect(noise.length).put(noise).flip();
    List<Long> shape = List.of(1L, (long) input.height(), (long) input.width(), 3L);

    try (InferenceSession session =
        engine(OUTPUTS).load(model.verifiedWeights("torchscript"), input, 1)) {
      assertEquals(
          new Signature(
              List.of(
                  new TensorSpec(
                      "images", DataType.UINT8, List.of(-1L, shape.get(1), shape.get(2), 3L))),
              List.of(
                  new TensorSpec("heatmap", DataType.FP32, List.of(-1L, 4L, 184L, 320L)),
                  new TensorSpec("boxes", DataType.FP32, List.of(-1L, 4L, 184L, 320L)))),
          session.signature());
      var images = new Tensor("images", DataType.UINT8, shape, levels);
      Tensor boxes = session.run(List.of(images), List.of("boxes")).getFirst();

      assertEquals("boxes", boxes.name());
      assertEquals(session.run(levels, 1).get("boxes").values(), boxes.data().asFloatBuffer());
      assertThrows(ModelException.class, () -> session.run(List.of(images, images), List.of()));
    }
  }

  @Test
  void refusesBuffersThatAreTooSmallOrOnTheHeap() {
    ModelPackage model = shipped();
    InputSpec input = model.manifest().input();
    try (InferenceSession session =
        engine(OUTPUTS).load(model.verifiedWeights("torchscript"), input, 1)) {
      ByteBuffer small = ByteBuffer.allocateDirect(input.bytesPerPicture() - 1);
      ByteBuffer heap = ByteBuffer.allocate(input.bytesPerPicture());

      assertThrows(IllegalArgumentException.class, () -> session.run(small, 1));
      assertThrows(IllegalArgumentException.class, () -> session.run(heap, 1));
    }
  }

  @Test
  void refusesFilesThatAreNoModel() throws IOException {
    Path weights = Files.writeString(folder.resolve("model.torchscript.pt"), "not TorchScript");
    assertRefused("not a model PyTorch can load", weights, engine(OUTPUTS));

    Files.delete(weights);
    assertRefused("no such file", weights, engine(OUTPUTS));
  }

  @Test
  void refusesAModelWithAnotherNumberOfOutputs() {
    ModelPackage model = shipped();
    Path weights = model.verifiedWeights("torchscript");
    assertRefused(
        "2 outputs (expected: [heatmap])",
        weights,
        model.manifest().input(),
        engine(List.of("heatmap")));
  }

  @Test
  void aMissingGpuIsFallenBackFrom() {
    ModelPackage model = shipped();
    var gpu = new InferenceSettings(DeviceChoice.CUDA, false, InferenceSettings.CPU.gpu());
    Path weights = model.verifiedWeights("torchscript");
    var file =
        new ModelFile(
            "football-detector:2: precision torchscript",
            weights,
            Weights.Format.TORCHSCRIPT,
            model.manifest().input(),
            OUTPUTS);
    OpenedModel opened = new PreferredEngines(gpu).open(file, 1, 1);
    try (InferenceSession session = opened.sessions().getFirst()) {
      Assumptions.assumeTrue(opened.device().equals("cpu"), "there is a GPU");
      assertEquals("PyTorch", opened.engine());
      assertEquals("cuda:0: PyTorch sees 0 GPUs", opened.fallback().orElseThrow());
      ByteBuffer blank = ByteBuffer.allocateDirect(model.manifest().input().bytesPerPicture());
      assertEquals(List.of(1, 4, 184, 320), session.run(blank, 1).get("heatmap").shape());
    }
  }

  private static ModelPackage shipped() {
    return new ModelRepository(Path.of(System.getProperty("models.dir", "models")))
        .find("football-detector:2");
  }

  private static Engine engine(List<String> outputs) {
    return new PyTorchEngine(Attempt.CPU, 0, outputs);
  }

  private static void assertRefused(String reason, Path weights, Engine engine) {
    assertRefused(reason, weights, INPUT, engine);
  }

  private static void assertRefused(String reason, Path weights, InputSpec input, Engine engine) {
    String message =
        String.valueOf(
            assertThrows(ModelException.class, () -> engine.load(weights, input, 1)).getMessage());
    assertTrue(message.contains(weights.toString()), message);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }
}
