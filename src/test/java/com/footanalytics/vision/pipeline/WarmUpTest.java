package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.testing.TestingModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {

  private static final CorePlan TWO_SESSIONS = new CorePlan(1, 2, 1, 4);

  @TempDir Path folder;

  private final TestingEngine engine = new TestingEngine();

  @Test
  void everySessionRunsEverySizeThatIsSent() throws Exception {
    try (LoadedDetector detector = load(TestingModels.repository(folder))) {
      engine.batches().clear();
      assertEquals(Optional.empty(), new WarmUp(4).objection(detector));
    }
    assertEquals(List.of(1, 1, 2, 2, 4, 4), engine.batches().stream().sorted().toList());
    assertEquals(2, Collections.frequency(engine.batches(), 1));
  }

  @Test
  void aModelThatTakesOnlyLargerBatchesIsRefused() throws Exception {
    Path models = TestingModels.repository(folder);
    Path manifest = models.resolve("tiny/1/model.yaml");
    Files.writeString(manifest, Files.readString(manifest).replace("[1, 2, 4, 8]", "[8]"));
    try (LoadedDetector detector = load(models)) {
      String reason = new WarmUp(4).objection(detector).orElseThrow();
      assertTrue(reason.startsWith("batch sizes [8] (expected: one of at most 4"), reason);
    }
  }

  private LoadedDetector load(Path models) {
    return LoadedDetector.load(
        new ModelRepository(models).only(), "fp32", OptionalDouble.empty(), engine, TWO_SESSIONS);
  }
}
