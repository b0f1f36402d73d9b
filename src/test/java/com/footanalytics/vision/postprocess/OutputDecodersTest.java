package com.footanalytics.vision.postprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.preprocess.Letterbox;
import com.footanalytics.vision.testing.TestingBatch;
import com.footanalytics.vision.testing.TestingModels;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDecodersTest {

  @TempDir Path folder;

  @Test
  void squaresOfATestingModelAreFoundWhereTheyArePainted() {
    ModelPackage model = new ModelRepository(TestingModels.repository(folder)).only();
    var batch = new TestingBatch(2, 96, 64);
    for (int type = 0; type < 4; type++) {
      batch.square(1, 4 + 20 * type, 8 + 8 * type, TestingModels.colour(type));
    }
    Outputs outputs = run(model, batch, 2);
    OutputDecoder decoder = OutputDecoders.forModel(model.manifest());
    var letterbox = new Letterbox(192, 128, 96, 64);

    List<Detection> found = decoder.decode(outputs, 1, letterbox);

    assertEquals(List.of(), decoder.decode(outputs, 0, letterbox));
    assertEquals(4, found.size());
    for (Detection detection : found) {
      int type = detection.classIndex();
      assertEquals(8 + 40 * type, detection.box().x1(), 1e-3);
      assertEquals(16 + 16 * type, detection.box().y1(), 1e-3);
      assertEquals(24, detection.box().width(), 1e-3);
      assertEquals(24, detection.box().height(), 1e-3);
    }
    assertEquals(List.of(0, 1, 2, 3), found.stream().map(Detection::classIndex).sorted().toList());
    assertEquals(1 / (1 + Math.exp(-127 / 16.0)), scoreOf(0, found), 1e-4);
    assertEquals(1 / (1 + Math.exp(-64 / 16.0)), scoreOf(3, found), 1e-4);
  }

  @Test
  void aMinimumScoreReplacesTheThresholds() {
    ModelPackage model = new ModelRepository(TestingModels.repository(folder)).only();
    var batch = new TestingBatch(1, 96, 64).square(0, 20, 8, 0x700000);
    Outputs outputs = run(model, batch, 1);
    var letterbox = new Letterbox(96, 64, 96, 64);

    assertEquals(
        List.of(), OutputDecoders.forModel(model.manifest()).decode(outputs, 0, letterbox));
    List<Detection> faint =
        OutputDecoders.forModel(model.manifest(), OptionalDouble.of(0.05))
            .decode(outputs, 0, letterbox);
    assertEquals(1 / (1 + Math.exp(1)), faint.getFirst().score(), 1e-4);
  }

  private static float scoreOf(int type, List<Detection> found) {
    return found.stream().filter(d -> d.classIndex() == type).findFirst().orElseThrow().score();
  }

  private static Outputs run(ModelPackage model, TestingBatch batch, int count) {
    try (InferenceSession session =
        new OnnxRuntimeEngine().load(model.verifiedWeights("fp32"), model.manifest().input(), 1)) {
      return session.run(batch.images(), count);
    }
  }
}
