package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.telemetry.FrameFindings.Finding;
import com.footanalytics.vision.telemetry.FrameFindings.Persons;
import com.footanalytics.vision.telemetry.InferenceReport.Outcome;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is published while a model is replaced by its next version again and again. */
class ReplacedModelsTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);

  @Test
  void nothingIsSaidOfAVersionThatNoLongerServesAndItsCountsCanStillBeRead() {
    serve(1);
    telemetry.unloaded(labels(1));
    List<String> left = linesOf(1);
    assertFalse(left.isEmpty());
    for (String line : left) {
      assertTrue(
          line.matches("ml_(inference_|detection|frames_without_person_total).*"),
          line + " says something of a model that is gone");
    }
  }

  @Test
  void seriesDoNotGrowWithTheNumberOfVersionsThatServed() {
    int version = 0;
    while (version < RetiredModels.MOST + 1) {
      replace(++version);
    }
    int after = registry.scrape().lines().toList().size();
    int meters = registry.getMeters().size();
    while (version < 4 * RetiredModels.MOST) {
      replace(++version);
    }
    assertEquals(after, registry.scrape().lines().toList().size());
    assertEquals(meters, registry.getMeters().size());
    assertEquals(List.of(), linesOf(1));
    assertFalse(linesOf(version - RetiredModels.MOST).isEmpty());
  }

  @Test
  void aVersionThatComesBackKeepsItsCounts() {
    serve(1);
    telemetry.unloaded(labels(1));
    serve(1);
    for (int version = 2; version < 4 * RetiredModels.MOST; version++) {
      serve(version);
      telemetry.unloaded(labels(version));
    }
    assertTrue(
        linesOf(1).stream()
            .anyMatch(
                line -> line.startsWith("ml_inference_batch_size_count{") && line.endsWith(" 2.0")),
        linesOf(1).toString());
  }

  private void replace(int version) {
    serve(version);
    if (version > 1) {
      telemetry.unloaded(labels(version - 1));
    }
  }

  private void serve(int version) {
    String name = Integer.toString(version);
    telemetry.accuracy("football", name, "golden", 0.75, Instant.EPOCH);
    telemetry.loaded(labels(version));
    telemetry.recordedAccuracy("football", name, "golden", 0.75);
    telemetry.agreement("football", name, 0.5);
    telemetry.queueDepth("football", "live", () -> 0);
    telemetry.inference(
        new InferenceReport("football", name, "cpu", "http", Outcome.OK, 30, 10, 20, 1));
    telemetry.found(
        new FrameFindings("football", name, Persons.NOT_SEEN, List.of(new Finding("ball", 0.5))));
  }

  private static LoadedModelLabels labels(int version) {
    return new LoadedModelLabels(
        "football", Integer.toString(version), "int8", "OnnxRuntime", "cpu", "abc");
  }

  private List<String> linesOf(int version) {
    String label = "model_version=\"%d\"".formatted(version);
    return registry.scrape().lines().filter(line -> line.contains(label)).toList();
  }
}
