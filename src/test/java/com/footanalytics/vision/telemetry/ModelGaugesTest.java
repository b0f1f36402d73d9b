package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ModelGaugesTest {

  private static final LoadedModelLabels INT8 =
      new LoadedModelLabels("football", "1", "int8", "OnnxRuntime", "cpu", "abc");
  private static final LoadedModelLabels FP32 =
      new LoadedModelLabels("football", "1", "fp32", "OnnxRuntime", "cpu", "def");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ModelGauges gauges = new ModelGauges(new MeterFactory(registry));

  @Test
  void aScoreIsPublishedWithTheTimeItWasMeasuredAndKeptUpToDate() {
    gauges.accuracy("football", "1", "golden", 0.75, Instant.ofEpochSecond(100));
    gauges.accuracy("football", "1", "golden", 0.5, Instant.ofEpochMilli(200_500));
    assertTrue(page().contains("ml_model_accuracy_score{"), page());
    assertTrue(page().matches("(?s).*ml_model_accuracy_score\\{.*?} 0\\.5\\n.*"), page());
    assertTrue(page().matches("(?s).*evaluated_timestamp_seconds\\{.*?} 200\\.5\\n.*"), page());
  }

  @Test
  void aReplacedModelStaysPublishedUntilItsLastCopyIsGone() {
    gauges.loaded(INT8);
    gauges.loaded(INT8);
    gauges.unloaded(INT8);
    assertTrue(page().contains("ml_model_info{"), page());
    gauges.unloaded(INT8);
    assertFalse(page().contains("ml_model_info{"), page());
  }

  @Test
  void theAccuracyGoesWithTheLastPrecisionOfItsModel() {
    gauges.loaded(INT8);
    gauges.loaded(FP32);
    gauges.accuracy("football", "1", "golden", 0.75, Instant.EPOCH);
    gauges.accuracy("football", "2", "golden", 0.8, Instant.EPOCH);
    gauges.unloaded(INT8);
    assertTrue(page().contains("0.75"), page());
    gauges.unloaded(FP32);
    assertFalse(page().contains("0.75"), page());
    assertTrue(page().contains("0.8"), page());
  }

  @Test
  void whatItsPublisherMeasuredGoesWithTheModel() {
    gauges.loaded(INT8);
    gauges.recordedAccuracy("football", "1", "golden", 0.706);
    gauges.recordedAccuracy("football", "1", "dortmund", 0.8777);
    assertTrue(
        page().matches("(?s).*recorded_score\\{dataset=\"golden\".*?} 0\\.706\\n.*"), page());
    assertTrue(page().contains("0.8777"), page());
    gauges.unloaded(INT8);
    assertFalse(page().contains("recorded_score{"), page());
  }

  @Test
  void theAgreementIsShownOfAModelThatServesOnly() {
    gauges.agreement("football", "1", 0.5);
    assertFalse(page().contains("ml_model_agreement_score{"), page());
    gauges.loaded(INT8);
    gauges.agreement("football", "1", 0.5);
    gauges.agreement("football", "1", 0.75);
    assertTrue(page().matches("(?s).*ml_model_agreement_score\\{.*?} 0\\.75\\n.*"), page());
    gauges.unloaded(INT8);
    gauges.agreement("football", "1", 0.5);
    assertFalse(page().contains("ml_model_agreement_score{"), page());
  }

  @Test
  void whatWasNeverLoadedCannotBeUnloaded() {
    gauges.unloaded(INT8);
    gauges.loaded(INT8);
    assertTrue(page().contains("ml_model_info{"), page());
  }

  private String page() {
    return registry.scrape();
  }
}
