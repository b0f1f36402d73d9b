package com.footanalytics.vision.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.survival.JobCalls;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingPictures;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that come together to the packaged service with the agent. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentTracesIT {

  private static final int TOGETHER = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PARENT_SPAN = "00f067aa0ba902b7";
  private static final String SERVER = "POST /v1/detect";
  private static final Pattern EXEMPLAR =
      Pattern.compile("^(\\w+)_bucket\\{([^}]*)} \\S+ # \\{[^}]*trace_id=\"(\\p{XDigit}{32})\"");

  @TempDir private static Path folder;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static OtlpReceiver receiver;
  private static PackagedService service;
  private static int traces;

  @BeforeAll
  static void start() throws Exception {
    receiver = OtlpReceiver.start();
    service = TracedService.start(folder, receiver, Map.of());
    try (JobCalls calls = new JobCalls(service.http())) {
      calls.awaitReady();
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    receiver.close();
  }

  @Test
  void everyHistogramOfARequestNamesATraceThatWasSent() throws Exception {
    together();
    Set<String> named = new HashSet<>();
    for (String line : metrics().split("\n")) {
      var exemplar = EXEMPLAR.matcher(line);
      if (exemplar.find()) {
        String trace = exemplar.group(3);
        boolean ofRequests = line.contains("protocol=\"http\"") || !line.contains("protocol=");
        assertTrue(ofRequests, line);
        assertTrue(
            receiver.spans().stream().anyMatch(span -> span.traceId().equals(trace)),
            () -> line + " names a trace that nobody has");
        named.add(exemplar.group(1));
      }
    }
    assertTrue(
        named.containsAll(
            Set.of(
                "http_request_duration_seconds",
                "ml_inference_duration_seconds",
                "ml_inference_queue_seconds",
                "ml_inference_compute_seconds",
                "ml_inference_batch_size")),
        named.toString());
  }

  /** Sends pictures all at once, each in a trace of its own, and waits for their spans. */
  private static void together() throws Exception {
    byte[] picture = TestingPictures.jpeg(640, 360);
    List<String> ids = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < TOGETHER; i++) {
      String trace = "4bf92f3577b34da6a3ce929d0e%06x".formatted(++traces);
      ids.add(trace);
      answers.add(
          CLIENT.sendAsync(
              HttpRequest.newBuilder(service.http().resolve("v1/detect?timeout=30000000"))
                  .header("Content-Type", "image/jpeg")
                  .header("traceparent", "00-%s-%s-01".formatted(trace, PARENT_SPAN))
                  .POST(BodyPublishers.ofByteArray(picture))
                  .build(),
              BodyHandlers.ofString(UTF_8)));
    }
    for (int i = 0; i < TOGETHER; i++) {
      HttpResponse<String> answer = answers.get(i).join();
      assertEquals(200, answer.statusCode(), answer.body());
      receiver.await(
          ids.get(i),
          all -> named(all, SERVER).isPresent() && named(all, "infer").isPresent(),
          PATIENCE);
    }
  }

  private static Optional<Seen> named(List<Seen> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst();
  }

  private static String metrics() throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(service.management().resolve("q/metrics"))
                .header("Accept", "application/openmetrics-text; version=1.0.0")
                .build(),
            BodyHandlers.ofString(UTF_8))
        .body();
  }
}
