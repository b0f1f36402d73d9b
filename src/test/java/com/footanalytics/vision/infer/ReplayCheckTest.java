package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.testing.TestingModels;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCheckTest {

  private static final InputSpec INPUT = new InputSpec("images", 96, 64, 114);

  @TempDir Path folder;

  @Test
  void aSessionThatLooksAtItsPicturesPasses() throws Exception {
    Path weights = Files.write(folder.resolve("a.onnx"), TestingModels.weights(96, 64));
    try (InferenceSession session = new OnnxRuntimeEngine().load(weights, INPUT, 1)) {
      assertEquals(Optional.empty(), ReplayCheck.objection(session, INPUT));
    }
  }

  @Test
  void aReplayOfAnOldPictureIsSeen() {
    assertEquals(Optional.of("a replayed run does not see its picture"), objection((_, _) -> 1));
  }

  @Test
  void anAnswerThatIsNeitherIsSeen() {
    int[] runs = {0};
    assertEquals(
        Optional.of("a replayed run answers another than the recorded one"),
        objection((_, _) -> runs[0]++));
  }

  @Test
  void aRunThatFailsIsSeen() {
    assertEquals(
        Optional.of("a replayed run fails: no outputs"),
        objection((_, _) -> {
          throw new IllegalStateException("no outputs");
        }));
  }

  private static Optional<String> objection(ToDoubleBiFunction<ByteBuffer, Integer> answer) {
    InferenceSession session =
        new InferenceSession() {
          @Override
          public Outputs run(ByteBuffer images, int count) {
            float value = (float) answer.applyAsDouble(images, count);
            return new Outputs(
                Map.of("a", new FloatTensor(List.of(1), FloatBuffer.wrap(new float[] {value}))));
          }

          @Override
          public Signature signature() {
            return new Signature(List.of(), List.of());
          }

          @Override
          public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
            return List.of();
          }

          @Override
          public void close() {}
        };
    return ReplayCheck.objection(session, INPUT);
  }
}
