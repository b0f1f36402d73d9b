package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadedDetectorTest {

  @TempDir Path folder;
  private final TestingEngine engine = new TestingEngine();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "width: 96 | width: 128 | (1, 64, 128, 3) | Got: 128 Expected: 96",
        "name: images | name: pictures | inputs [images] | expected: [pictures]",
        "heatmap: heatmap | heatmap: peaks | output: peaks | expected: one of [",
        "player, referee] | player, referee, coach] | shape [1, 4, 16, 24] | expected: [N, 5, any, any]"
      })
  void aManifestThatContradictsItsGraphIsRefusedAtLoad(
      String good, String bad, String seen, String expected) throws IOException {
    Path file = TestingModels.repository(folder).resolve("tiny/1/model.yaml");
    String manifest = Files.readString(file).replace(good, bad);
    Files.writeString(
        file,
        bad.contains("coach")
            ? manifest.replace("referee: 0.3}", "referee: 0.3, coach: 0.3}")
            : manifest);

    String message = String.valueOf(assertThrows(ModelException.class, this::load).getMessage());

    assertTrue(message.contains(seen) && message.contains(expected), message);
    assertEquals(1, message.lines().count());
    assertEquals(engine.opened(), engine.closed());
  }

  @Test
  void batchesAreKeptToWhatTheModelTakes() throws IOException {
    Path file = TestingModels.repository(folder).resolve("tiny/1/model.yaml");
    Files.writeString(file, Files.readString(file).replace("[1, 2, 4, 8]", "[1, 2]"));
    try (LoadedDetector detector = load()) {
      CorePlan plan = new CorePlan(1, 2, 3, 8);
      assertEquals(2, detector.largestBatch());
      assertEquals(new CorePlan(1, 2, 3, 2), plan.withBatchesUpTo(detector.largestBatch()));
      assertEquals(plan, plan.withBatchesUpTo(16));
    }
  }

  private LoadedDetector load() {
    return LoadedDetector.load(
        new ModelRepository(folder.resolve("models")).only(),
        "fp32",
        OptionalDouble.empty(),
        engine,
        new CorePlan(1, 1, 1, 1));
  }
}
