package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.RunningPrometheus;
import com.footanalytics.vision.testing.TestingPrometheus;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, whose only detector an operator unloads, as a real Prometheus sees it. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnloadedModelIT {

  private static final String MODEL = "football-detector";
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String OF_MODEL = "{model=\"" + MODEL + "\"}";
  private static final List<String> GONE =
      Stream.of(
              "ml_model_info",
              "ml_model_accuracy_score",
              "ml_model_accuracy_evaluated_timestamp_seconds",
              "ml_model_accuracy_recorded_score",
              "ml_inference_queue_depth")
          .map(name -> name + OF_MODEL)
          .toList();

  private static final String CONFIGURATION =
      """
      global: {scrape_interval: 1s}
      scrape_configs:
        - job_name: ai-processing/ml-pipeline
          metrics_path: /q/metrics
          static_configs: [{targets: ['%s']}]
      """;

  @TempDir private Path folder;

  @Test
  void whatIsSaidOfAModelEndsWhenItIsUnloadedAndItsCountsStay() throws Exception {
    TestingPrometheus.Tools tools = TestingPrometheus.require();
    Path asked = Files.createDirectory(folder.resolve("prometheus"));
    try (PackagedService service =
            PackagedService.start(
                folder, Map.of("ML_PIPELINE_DATA_DIR", folder.resolve("data").toString()));
        RunningPrometheus prometheus =
            RunningPrometheus.start(
                tools, asked, CONFIGURATION.formatted(service.management().getAuthority()));
        HttpClient client = HttpClient.newHttpClient()) {
      await(prometheus, GONE, true);
      HttpRequest unload =
          HttpRequest.newBuilder(
                  service.http().resolve("v2/repository/models/" + MODEL + "/unload"))
              .POST(BodyPublishers.ofString("{}"))
              .build();
      assertEquals(200, client.send(unload, BodyHandlers.ofString()).statusCode());
      await(prometheus, GONE, false);
      assertTrue(
          prometheus.ask("ml_inference_duration_seconds_count" + OF_MODEL).hasData(),
          "what was counted is not taken back");
    }
  }

  private static void await(RunningPrometheus prometheus, List<String> selectors, boolean data)
      throws Exception {
    long start = System.nanoTime();
    for (String selector : selectors) {
      while (prometheus.ask(selector).hasData() != data) {
        assertTrue(
            System.nanoTime() - start < LIMIT.toNanos(),
            selector + (data ? ": no data" : ": still has data"));
      }
    }
  }
}
