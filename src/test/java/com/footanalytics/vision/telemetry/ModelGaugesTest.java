package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelGaugesTest {

  private static final LoadedModelLabels INT8 =
      new LoadedModelLabels("football", "1", "int8", "OnnxRuntime", "cpu", "abc");
  private static final LoadedModelLabels OTHER_WEIGHTS =
      new LoadedModelLabels("football", "1", "int8", "OnnxRuntime", "cpu", "def");
  private static final LoadedModelLabels VERSION_2 =
      new LoadedModelLabels("football", "2", "int8", "OnnxRuntime", "cpu", "abc");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ModelGauges gauges = new ModelGauges(new MeterFactory(registry));

  @Test
  void aScoreIsPublishedWithTheTimeItWasMeasuredAndKeptUpToDate() {
    gauges.loaded(INT8);
    gauges.accuracy(INT8, "golden", 0.75, Instant.ofEpochSecond(100));
    gauges.accuracy(INT8, "golden", 0.5, Instant.ofEpochMilli(200_500));
    assertEquals(List.of("0.5"), values("ml_model_accuracy_score"));
    assertEquals(List.of("200.5"), values("ml_model_accuracy_evaluated_timestamp_seconds"));
  }

  @Test
  void whatIsMeasuredBeforeAModelServesIsPublishedOnceItDoes() {
    gauges.accuracy(INT8, "golden", 0.75, Instant.ofEpochSecond(100));
    gauges.accuracy(OTHER_WEIGHTS, "golden", 0.1, Instant.ofEpochSecond(200));
    assertEquals(List.of(), values("ml_model_accuracy_score"));
    gauges.loaded(INT8);
    assertEquals(List.of("0.75"), values("ml_model_accuracy_score"));
    assertEquals(List.of("100.0"), values("ml_model_accuracy_evaluated_timestamp_seconds"));
  }

  @Test
  void ofModelsThatNeverServeOnlySomeAreRemembered() {
    gauges.accuracy(INT8, "golden", 0.75, Instant.ofEpochSecond(100));
    for (int i = 0; i < 64; i++) {
      gauges.accuracy(
          new LoadedModelLabels("refused", "1", "int8", "OnnxRuntime", "cpu", "sha" + i),
          "golden",
          0.1,
          Instant.ofEpochSecond(200));
    }
    gauges.loaded(INT8);
    String page = registry.scrape();
    assertFalse(page.contains("ml_model_accuracy_score{"), page);
  }

  @Test
  void aReplacedModelStaysPublishedUntilItsLastCopyIsGone() {
    gauges.loaded(INT8);
    gauges.loaded(INT8);
    retireAndClose(INT8);
    assertEquals(1, values("ml_model_info").size());
    retireAndClose(INT8);
    assertEquals(List.of(), values("ml_model_info"));
  }

  @Test
  void nothingIsSaidOfTheQualityOfAModelThatTakesNoWorkThoughItStaysLoaded() {
    gauges.loaded(INT8);
    gauges.loaded(VERSION_2);
    tellAll(INT8, 0.25);
    tellAll(VERSION_2, 0.5);
    gauges.retired(INT8);
    assertEquals(2, values("ml_model_info").size());
    assertFalse(page().contains("0.25"), page());
    gauges.agreement(INT8, 0.25);
    gauges.accuracy(INT8, "golden", 0.25, Instant.EPOCH);
    gauges.recordedAccuracy(INT8, "golden", 0.25);
    assertFalse(page().contains("0.25"), page());
    assertEquals(List.of("0.5"), values("ml_model_agreement_score"));
    assertEquals(List.of("0.5"), values("ml_model_accuracy_recorded_score"));
    assertEquals(1, values("ml_model_accuracy_evaluated_timestamp_seconds").size());
  }

  @Test
  void otherWeightsOfTheSameVersionInheritNothing() {
    gauges.loaded(INT8);
    tellAll(INT8, 0.25);
    gauges.accuracy(OTHER_WEIGHTS, "golden", 0.75, Instant.EPOCH);
    assertEquals(List.of("0.25"), values("ml_model_accuracy_score"), "it does not serve yet");
    gauges.loaded(OTHER_WEIGHTS);
    retireAndClose(INT8);
    assertEquals(List.of("0.75"), values("ml_model_accuracy_score"));
    assertEquals(List.of(), values("ml_model_accuracy_recorded_score"));
    assertEquals(List.of(), values("ml_model_agreement_score"));
  }

  @Test
  void aCopyOfTheSameWeightsKeepsWhatWasSaidOfThem() {
    gauges.loaded(INT8);
    tellAll(INT8, 0.25);
    gauges.loaded(INT8);
    retireAndClose(INT8);
    assertEquals(List.of("0.25"), values("ml_model_accuracy_score"));
    assertEquals(List.of("0.25"), values("ml_model_agreement_score"));
  }

  @Test
  void theQueueIsShownWhileAnyVersionIsLoaded() {
    gauges.loaded(INT8);
    gauges.loaded(VERSION_2);
    gauges.queueDepth("football", "bulk", () -> 3);
    gauges.queueDepth("football", "bulk", () -> 5);
    retireAndClose(INT8);
    assertEquals(List.of("3.0"), values("ml_inference_queue_depth"));
    retireAndClose(VERSION_2);
    assertEquals(List.of(), values("ml_inference_queue_depth"));
    gauges.loaded(INT8);
    gauges.queueDepth("football", "bulk", () -> 7);
    assertEquals(List.of("7.0"), values("ml_inference_queue_depth"));
  }

  @Test
  void whatWasNeverLoadedCannotBeUnloaded() {
    retireAndClose(INT8);
    gauges.loaded(INT8);
    assertTrue(page().contains("ml_model_info{"), page());
  }

  private void tellAll(LoadedModelLabels labels, double score) {
    gauges.accuracy(labels, "golden", score, Instant.EPOCH);
    gauges.recordedAccuracy(labels, "golden", score);
    gauges.agreement(labels, score);
  }

  private void retireAndClose(LoadedModelLabels labels) {
    gauges.retired(labels);
    gauges.unloaded(labels);
  }

  private List<String> values(String name) {
    return page()
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .toList();
  }

  private String page() {
    return registry.scrape();
  }
}
