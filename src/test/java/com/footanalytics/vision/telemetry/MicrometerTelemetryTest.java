package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.telemetry.FrameFindings.Persons;
import com.footanalytics.vision.telemetry.InferenceReport.Outcome;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MicrometerTelemetryTest {

  private static final LoadedModelLabels MODEL =
      new LoadedModelLabels("football", "1", "int8", "OnnxRuntime", "cpu", "abc");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);

  @Test
  void theNamesAreThoseOfTheContract() {
    assertEquals(
        List.of(
            "feature_flag_enabled",
            "http_request_duration_seconds",
            "ml_detection_score",
            "ml_detections_per_frame",
            "ml_frames_without_person_total",
            "ml_inference_batch_size",
            "ml_inference_compute_seconds",
            "ml_inference_duration_seconds",
            "ml_inference_queue_depth",
            "ml_inference_queue_seconds",
            "ml_model_accuracy_evaluated_timestamp_seconds",
            "ml_model_accuracy_recorded_score",
            "ml_model_accuracy_score",
            "ml_model_agreement_score",
            "ml_model_info",
            "nvidia_gpu_memory_total_bytes",
            "nvidia_gpu_memory_used_bytes",
            "nvidia_gpu_utilization_gpu",
            "video_disk_free_bytes",
            "video_disk_reserve_bytes",
            "video_frames_total",
            "video_job_longest_stalled_seconds",
            "video_job_oldest_queued_seconds",
            "video_jobs",
            "video_processing_jobs_total",
            "video_stage_seconds",
            "video_stored_bytes",
            "video_stored_limit_bytes"),
        Arrays.stream(Meter.values()).map(Meter::publishedName).sorted().toList());
  }

  @ParameterizedTest
  @EnumSource
  void everyMeterIsPublishedUnderItsNameAndKind(Meter meter) {
    oneOfEverything();
    String type =
        switch (meter.kind()) {
          case TIMER, SUMMARY -> "histogram";
          case COUNTER -> "counter";
          case GAUGE -> "gauge";
        };
    String page = page();
    assertTrue(page.contains("# TYPE %s %s\n".formatted(meter.publishedName(), type)), page);
    assertTrue(
        page.contains("# HELP %s %s\n".formatted(meter.publishedName(), meter.description())),
        page);
    String series =
        page.lines()
            .filter(line -> line.matches(meter.publishedName() + "(_count)?(\\{.*| .*)"))
            .findFirst()
            .orElseThrow();
    for (Label label : meter.labels()) {
      assertTrue(series.contains(label.publishedName() + "=\""), series);
    }
  }

  @Test
  void nothingElseIsPublishedButTheMaxima() {
    oneOfEverything();
    TreeSet<String> families = new TreeSet<>();
    page()
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ", 4)[2])
        .filter(name -> !name.endsWith("_max"))
        .forEach(families::add);
    assertEquals(
        new TreeSet<>(Arrays.stream(Meter.values()).map(Meter::publishedName).toList()), families);
  }

  @ParameterizedTest
  @CsvSource({
    "ml_inference_duration_seconds, 0.2",
    "ml_inference_duration_seconds, 0.5",
    "ml_inference_duration_seconds, 1.0",
    "ml_inference_duration_seconds, 2.0",
    "http_request_duration_seconds, 0.2",
    "ml_inference_batch_size, 4.0",
    "ml_detections_per_frame, 20.0",
    "ml_detection_score, 0.5",
    "video_stage_seconds, 5.0E-4"
  })
  void promisedBucketsAreThereExactly(String name, String bound) {
    oneOfEverything();
    assertTrue(
        page()
            .lines()
            .anyMatch(line ->
                line.startsWith(name + "_bucket{") && line.contains("le=\"" + bound + "\"")));
  }

  @Test
  void allSeriesKnownBeforehandStartAtZero() {
    for (JobOutcome outcome : JobOutcome.values()) {
      assertEquals(
          0, value("video_processing_jobs_total{outcome=\"%s\"".formatted(outcome.label())));
    }
    for (FrameState state : FrameState.values()) {
      assertEquals(0, value("video_frames_total{state=\"%s\"".formatted(state.label())));
    }
    for (Stage stage : Stage.values()) {
      assertEquals(0, value("video_stage_seconds_count{stage=\"%s\"".formatted(stage.label())));
    }
    telemetry.loaded(MODEL);
    for (Outcome outcome : Outcome.values()) {
      for (String protocol : List.of("http", "grpc", "video")) {
        assertEquals(0, value(duration(protocol, outcome)));
      }
    }
  }

  @Test
  void aLoadedModelIsOne() {
    telemetry.loaded(MODEL);
    assertEquals(1, value("ml_model_info{"));
    String info = line("ml_model_info{").orElseThrow();
    for (String label :
        List.of(
            "model=\"football\"",
            "model_version=\"1\"",
            "precision=\"int8\"",
            "engine=\"OnnxRuntime\"",
            "device=\"cpu\"",
            "sha256=\"abc\"")) {
      assertTrue(info.contains(label), info);
    }
  }

  @Test
  void countersAndTimersTakeWhatTheyAreTold() {
    telemetry.frames(FrameState.DECODED, 176);
    telemetry.frames(FrameState.SKIPPED, 3);
    telemetry.frames(FrameState.SKIPPED, 4);
    telemetry.stage(Stage.DECODE, 1_500_000_000L);
    telemetry.ended(JobOutcome.REJECTED);
    assertEquals(176, value("video_frames_total{state=\"decoded\""));
    assertEquals(7, value("video_frames_total{state=\"skipped\""));
    assertEquals(1.5, value("video_stage_seconds_sum{stage=\"decode\""));
    assertEquals(0, value("video_stage_seconds_count{stage=\"encode\""));
    assertEquals(1, value("video_processing_jobs_total{outcome=\"rejected\""));
  }

  @Test
  void anInferenceIsTakenApart() {
    telemetry.inference(report("video", Outcome.OK, 4));
    telemetry.inference(report("video", Outcome.OK, 2));
    assertEquals(2, value(duration("video", Outcome.OK)));
    assertEquals(0.4, value(duration("video", Outcome.OK).replace("_count", "_sum")), 1e-9);
    assertEquals(2, value("ml_inference_queue_seconds_count{"));
    assertEquals(0.1, value("ml_inference_queue_seconds_sum{"), 1e-9);
    assertEquals(0.2, value("ml_inference_compute_seconds_sum{"), 1e-9);
    assertEquals(6, value("ml_inference_batch_size_sum{"));
  }

  @Test
  void whatDidNotRunHasNeitherComputeTimeNorBatch() {
    telemetry.inference(report("http", Outcome.REJECTED, 0));
    assertEquals(1, value(duration("http", Outcome.REJECTED)));
    assertEquals(1, value("ml_inference_queue_seconds_count{"));
    assertEquals(0, value("ml_inference_compute_seconds_count{"));
    assertEquals(0, value("ml_inference_batch_size_count{"));
  }

  @Test
  void aDurationOnABoundFallsIntoItsBucket() {
    telemetry.answered("GET", "/v1/jobs", 200, 200_000_000L);
    telemetry.answered("GET", "/v1/jobs", 200, 200_000_001L);
    String start = "http_request_duration_seconds_bucket{";
    assertEquals(
        1.0,
        page()
            .lines()
            .filter(line -> line.startsWith(start) && line.contains("le=\"0.2\""))
            .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void noReportIsLostThoughManyThreadsMakeTheFirst() throws Exception {
    List<Callable<Boolean>> reporters = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      reporters.add(() -> {
        for (int n = 0; n < 1000; n++) {
          telemetry.inference(report("video", Outcome.OK, 4));
          telemetry.answered("GET", "/v1/jobs", 200, 1);
          telemetry.frames(FrameState.DECODED, 1);
        }
        return true;
      });
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var reporter : threads.invokeAll(reporters)) {
        assertTrue(reporter.get());
      }
    }
    assertEquals(8000, value(duration("video", Outcome.OK)));
    assertEquals(8000, value("http_request_duration_seconds_count{"));
    assertEquals(8000, value("video_frames_total{state=\"decoded\""));
  }

  @Test
  void labelsAreGivenInFull() {
    MeterFactory factory = new MeterFactory(registry);
    assertThrows(IllegalArgumentException.class, () -> factory.counter(Meter.FRAMES));
  }

  @Test
  void unitsAreNamedOnce() {
    telemetry.loaded(MODEL);
    assertFalse(page().contains("_seconds_seconds") || page().contains("_total_total"), page());
  }

  @Test
  void aFlagIsShownUnderTheOneSourceThatDecidesIt() {
    telemetry.flag("ml_model_v2_enabled", "file", false);
    telemetry.flag("other", "file", true);
    assertEquals(0, value("feature_flag_enabled{flag=\"ml_model_v2_enabled\",source=\"file\""));
    telemetry.flag("ml_model_v2_enabled", "file", true);
    assertEquals(1, value("feature_flag_enabled{flag=\"ml_model_v2_enabled\",source=\"file\""));
    telemetry.flag("ml_model_v2_enabled", "server", true);
    telemetry.flag("ml_model_v2_enabled", "server", false);
    assertEquals(
        List.of(
            "feature_flag_enabled{flag=\"ml_model_v2_enabled\",source=\"server\"} 0.0",
            "feature_flag_enabled{flag=\"other\",source=\"file\"} 1.0"),
        page()
            .lines()
            .filter(line -> line.startsWith("feature_flag"))
            .map(line -> line.replace(",}", "}"))
            .sorted()
            .toList());
  }

  private void oneOfEverything() {
    telemetry.loaded(MODEL);
    telemetry.queueDepth("football", "bulk", () -> 3);
    telemetry.accuracy(MODEL, "golden", 0.83, Instant.EPOCH);
    telemetry.recordedAccuracy(MODEL, "golden", 0.84);
    telemetry.agreement(MODEL, 0.99);
    telemetry.found(
        new FrameFindings(
            "football", "1", Persons.NOT_SEEN, List.of(new FrameFindings.Finding("ball", 0.7))));
    telemetry.jobs(
        new JobsReport(2, 1, Duration.ofSeconds(3), Duration.ofSeconds(4)), Duration.ofMinutes(1));
    telemetry.stored(new StorageReport(5, 6, 7, 8), Duration.ofMinutes(1));
    telemetry.answered("GET", "/v1/jobs", 200, 1);
    telemetry.flag("ml_model_v2_enabled", "file", true);
    telemetry.gpus(
        List.of(
            new GpuReport(0, "GPU-1", OptionalInt.of(1), OptionalLong.of(2), OptionalLong.of(3))));
  }

  private static InferenceReport report(String protocol, Outcome outcome, int batchSize) {
    return new InferenceReport(
        "football", "1", "cpu", protocol, outcome, 200_000_000, 50_000_000, 100_000_000, batchSize);
  }

  private static String duration(String protocol, Outcome outcome) {
    return "ml_inference_duration_seconds_count{device=\"cpu\",model=\"football\","
        + "model_version=\"1\",outcome=\"%s\",protocol=\"%s\""
            .formatted(outcome.name().toLowerCase(Locale.ROOT), protocol);
  }

  private double value(String seriesStart) {
    String line = line(seriesStart).orElseThrow(() -> new AssertionError(seriesStart + page()));
    return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }

  private Optional<String> line(String start) {
    return page().lines().filter(line -> line.startsWith(start)).findFirst();
  }

  private String page() {
    return registry.scrape();
  }
}
