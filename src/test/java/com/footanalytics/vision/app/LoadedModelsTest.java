package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import com.footanalytics.vision.testing.TestingModels;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedModelsTest {

  @TempDir Path folder;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LoadedModels models = new LoadedModels(new MicrometerTelemetry(registry));

  @Test
  void theRecordedAccuracyOfEachDatasetIsShownAsLongAsTheModelIsLoaded() {
    assertEquals(List.of("squares 1.0"), recordedWhileLoaded(TestingModels.repository(folder)));
    assertEquals(List.of(), recorded());
  }

  @Test
  void whatWasMeasuredOfOtherWeightsIsNotSaidOfThese() {
    assertEquals(List.of(), recordedWhileLoaded(TestingModels.withTwin(folder)));
  }

  private List<String> recordedWhileLoaded(Path repository) {
    try (Detectors detectors =
        new Detectors(
            new ModelRepository(repository),
            new Detectors.Serving(new OnnxRuntimeEngine(), new CorePlan(1, 1, 1, 1)),
            new Detectors.Choice(Optional.empty(), Optional.empty()),
            models)) {
      detectors.load(TestingModels.NAME);
      return recorded();
    }
  }

  private List<String> recorded() {
    return registry.find("ml.model.accuracy.recorded.score").gauges().stream()
        .map(LoadedModelsTest::shown)
        .toList();
  }

  private static String shown(Gauge gauge) {
    return gauge.getId().getTag("dataset") + " " + gauge.value();
  }
}
