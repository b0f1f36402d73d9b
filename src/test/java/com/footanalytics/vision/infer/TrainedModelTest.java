package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.postprocess.OutputDecoders;
import com.footanalytics.vision.preprocess.Letterbox;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The detectors in {@code models}, where there are any. */
class TrainedModelTest {

  private static final Path MODELS = Path.of(System.getProperty("models.dir", "models"));
  private static final int COUNT = 4;

  private final Random random = new Random(5);

  @BeforeEach
  void needsTheModel() {
    Assumptions.assumeTrue(
        Files.exists(MODELS.resolve("football-detector")), "no football-detector in " + MODELS);
  }

  @ParameterizedTest
  @CsvSource({"1, int8", "1, fp32", "2, int8", "2, fp32"})
  void aPictureIsReadTheSameAloneAndInABatch(String version, String precision) {
    ModelPackage model = new ModelRepository(MODELS).find("football-detector:" + version);
    InputSpec input = model.manifest().input();
    int rows = input.height() / 4;
    int columns = input.width() / 4;
    ByteBuffer images = noise(COUNT * input.bytesPerPicture());

    try (InferenceSession session = load(model, precision)) {
      FloatTensor together = session.run(images, COUNT).get("heatmap");
      FloatTensor alone = session.run(images, 1).get("heatmap");

      assertEquals(List.of(COUNT, 4, rows, columns), together.shape());
      assertEquals(List.of(1, 4, rows, columns), alone.shape());
      for (int i = 0; i < alone.values().limit(); i++) {
        assertEquals(alone.values().get(i), together.values().get(i), 1e-3f);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, int8", "1, fp32", "2, int8", "2, fp32"})
  void aPlainPictureHoldsNothing(String version, String precision) {
    ModelPackage model = new ModelRepository(MODELS).find("football-detector:" + version);
    ByteBuffer images = ByteBuffer.allocateDirect(model.manifest().input().bytesPerPicture());
    for (int i = 0; i < images.capacity(); i++) {
      images.put(i, (byte) 114);
    }
    try (InferenceSession session = load(model, precision)) {
      List<Detection> found =
          OutputDecoders.forModel(model.manifest())
              .decode(session.run(images, 1), 0, new Letterbox(1920, 1080, 960, 540));

      assertTrue(found.isEmpty(), found::toString);
    }
  }

  private static InferenceSession load(ModelPackage model, String precision) {
    return new OnnxRuntimeEngine()
        .load(model.verifiedWeights(precision), model.manifest().input(), 1);
  }

  private ByteBuffer noise(int bytes) {
    var values = new byte[bytes];
    random.nextBytes(values);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).put(values).flip();
  }
}
