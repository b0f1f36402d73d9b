package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.telemetry.FrameFindings;
import com.footanalytics.vision.telemetry.FrameFindings.Finding;
import com.footanalytics.vision.telemetry.FrameFindings.Persons;
import com.footanalytics.vision.telemetry.LoadedModelLabels;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesBoundsTest {

  private static final LoadedModelLabels MODEL =
      new LoadedModelLabels("football", "1", "int8", "OnnxRuntime", "cpu", "abc");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);

  @Test
  void aServiceThatIsUsedAsItShouldKeepsThem() {
    telemetry.loaded(MODEL);
    for (int i = 0; i < 1000; i++) {
      telemetry.answered("GET", "/v1/jobs", 200, 1);
      telemetry.found(
          new FrameFindings(
              "football", "1", Persons.NOT_SOUGHT, List.of(new Finding("class" + i, 0.5))));
    }
    assertEquals(List.of(), broken(1));
  }

  @Test
  void freeTextBreaksThem() {
    telemetry.answered("BREW", "/v1/jobs", 200, 1);
    for (int i = 0; i < 64; i++) {
      telemetry.answered("GET", "/v1/jobs/" + i, 200, 1);
    }
    assertBroken("http_request_duration_seconds: method is [BREW, GET]");
    assertBroken("http_request_duration_seconds_max: route is [/v1/jobs, /v1/jobs/0");
  }

  @Test
  void moreModelsThanWereLoadedBreakThem() {
    telemetry.loaded(MODEL);
    assertEquals(List.of(), broken(1));
    telemetry.loaded(new LoadedModelLabels("made up", "1", "int8", "OnnxRuntime", "cpu", "abc"));
    assertBroken("ml_inference_queue_seconds: model is [football, made up]");
    assertBroken("ml_inference_queue_seconds: 30 series (expected: at most 15)");
  }

  @Test
  void whatIsNoMeterOrHasAnotherLabelBreaksThem() {
    registry.counter("surprise").increment();
    registry.counter("video.frames", "state", "decoded", "caller", "me").increment();
    assertBroken("surprise_total is no meter");
    registry.clear();
    registry.counter("video.frames", "state", "decoded", "caller", "me").increment();
    assertBroken("video_frames_total: no label of the meter is caller: [me]");
  }

  @Test
  void whatALibraryTellsMayNotGrowEither() {
    for (int i = 0; i < 33; i++) {
      registry.counter("jvm.surprises", "of", Integer.toString(i)).increment();
    }
    assertBroken("jvm_surprises_total: of is [0, 1, 10");
  }

  private void assertBroken(String start) {
    List<String> broken = broken(1);
    assertTrue(broken.stream().anyMatch(line -> line.startsWith(start)), broken::toString);
  }

  private List<String> broken(int models) {
    return new SeriesBounds(models, 0).broken(MetricsPage.of(registry.scrape()));
  }
}
