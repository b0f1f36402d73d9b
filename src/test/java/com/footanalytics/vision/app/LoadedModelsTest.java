package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import com.footanalytics.vision.testing.TestingModels;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the metrics page says of models, while real ones come and go. */
class LoadedModelsTest {

  private static final String INFO = "ml_model_info";
  private static final String SCORE = "ml_model_accuracy_score";
  private static final String WHEN = "ml_model_accuracy_evaluated_timestamp_seconds";
  private static final String RECORDED = "ml_model_accuracy_recorded_score";
  private static final String AGREEMENT = "ml_model_agreement_score";
  private static final String DEPTH = "ml_inference_queue_depth";

  /** Everything whose name begins so goes with its model. */
  private static final Pattern OF_MODELS =
      Pattern.compile("(ml_model_|ml_inference_queue_depth).*");

  @TempDir Path folder;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);
  private final LoadedModels models = new LoadedModels(telemetry);
  private double measured = 0.9;
  private Optional<String> objection = Optional.empty();

  @Test
  void nothingIsLeftOfAModelThatIsUnloaded() {
    try (Detectors detectors = detectors(TestingModels.repository(folder))) {
      detectors.load(TestingModels.NAME);
      sayAgreement(detectors);
      for (String name : List.of(INFO, SCORE, WHEN, RECORDED, AGREEMENT)) {
        assertEquals(1, values(name).size(), name);
      }
      assertEquals(List.of("0.0", "0.0", "0.0"), values(DEPTH));
      detectors.unload(TestingModels.NAME);
      assertEquals(List.of(), ofModels());

      detectors.load(TestingModels.NAME);
      assertEquals(List.of("0.9"), values(SCORE));
      assertEquals(List.of("0.0", "0.0", "0.0"), values(DEPTH));
    }
    assertEquals(List.of(), ofModels());
  }

  @Test
  void aModelThatIsUnloadedAmidLongWorkIsLoadedStillButHasNoScoreThatCouldGrowOld() {
    try (Detectors detectors = detectors(TestingModels.repository(folder))) {
      detectors.load(TestingModels.NAME);
      try (var work = detectors.lease(Optional.empty())) {
        detectors.unload(TestingModels.NAME);
        assertEquals(List.of("1.0"), values(INFO));
        for (String name : List.of(SCORE, WHEN, RECORDED)) {
          assertEquals(List.of(), values(name), name);
        }
        telemetry.agreement(LoadedModels.labels(work.model().detector()), 0.5);
        assertEquals(List.of(), values(AGREEMENT));
      }
      assertEquals(List.of(), ofModels());
    }
  }

  @Test
  void theOtherVersionKeepsItsOwn() {
    Path repository = TestingModels.repository(folder);
    TestingModels.add(
        repository, TestingModels.NAME, 2, TestingModels.WIDTH_PX, TestingModels.HEIGHT_PX);
    try (Detectors detectors = detectors(repository)) {
      detectors.load("tiny:1");
      measured = 0.8;
      detectors.load("tiny:2");
      assertEquals(2, values(SCORE).size());
      detectors.unload("tiny:1");
      assertEquals(List.of("0.8"), values(SCORE));
      assertEquals(1, values(INFO).size());
      assertEquals(3, values(DEPTH).size());
    }
  }

  @Test
  void ofAReplacedModelNothingStaysThatIsNotTrueOfTheNewWeights() {
    try (Detectors detectors = detectors(TestingModels.repository(folder))) {
      detectors.load(TestingModels.NAME);
      sayAgreement(detectors);
      assertEquals(List.of("1.0"), values(RECORDED));
      TestingModels.withTwin(folder);
      measured = 0.7;
      detectors.load(TestingModels.NAME);
      assertEquals(1, values(INFO).size());
      assertEquals(List.of("0.7"), values(SCORE));
      assertEquals(List.of(), values(RECORDED), "only the float32 weights have a record");
      assertEquals(List.of(), values(AGREEMENT));
    }
  }

  @Test
  void aModelThatIsRefusedIsNotShownAndTheOneBeforeItStays() {
    try (Detectors detectors = detectors(TestingModels.repository(folder))) {
      objection = Optional.of("too inaccurate");
      assertThrows(ModelException.class, () -> detectors.load(TestingModels.NAME));
      assertEquals(List.of(), ofModels());

      objection = Optional.empty();
      detectors.load(TestingModels.NAME);
      TestingModels.withTwin(folder);
      objection = Optional.of("too inaccurate");
      measured = 0.1;
      assertThrows(ModelException.class, () -> detectors.load(TestingModels.NAME));
      assertEquals(List.of("1.0"), values(INFO));
      assertEquals(List.of("0.9"), values(SCORE));
    }
  }

  @Test
  void aLoadThatIsInterruptedTakesNothingFromTheModelThatServes() {
    try (Detectors detectors = detectors(TestingModels.repository(folder))) {
      detectors.load(TestingModels.NAME);
      Thread.currentThread().interrupt();
      assertThrows(ModelException.class, () -> detectors.load(TestingModels.NAME));
      assertEquals(true, Thread.interrupted());
      assertEquals(List.of("1.0"), values(INFO));
      assertEquals(List.of("0.9"), values(SCORE));
    }
  }

  private void sayAgreement(Detectors detectors) {
    try (var lease = detectors.lease(Optional.empty())) {
      telemetry.agreement(LoadedModels.labels(lease.model().detector()), 0.5);
    }
  }

  /** Measures each model as {@link #measured} before it serves, and refuses it if so told. */
  private Detectors detectors(Path repository) {
    return new Detectors(
        new ModelRepository(repository),
        new Detectors.Serving(
            new OnnxRuntimeEngine(), new CorePlan(1, 1, 1, 1), telemetry, List.of(this::measure)),
        new Detectors.Choice(Optional.empty(), Optional.empty()),
        models);
  }

  private Optional<String> measure(LoadedDetector detector) {
    telemetry.accuracy(LoadedModels.labels(detector), "golden", measured, Instant.EPOCH);
    return objection;
  }

  private List<String> values(String name) {
    return ofModels().stream()
        .filter(line -> line.startsWith(name + "{"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .toList();
  }

  private List<String> ofModels() {
    return registry.scrape().lines().filter(line -> OF_MODELS.matcher(line).matches()).toList();
  }
}
