package com.footanalytics.vision.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.bench.ExampleModel;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.TensorSpec;
import com.footanalytics.vision.survival.JobCalls;
import com.footanalytics.vision.testing.PackagedService;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that share a batch of the packaged service with the agent. A run of the model takes a
 * while, and a row more next to nothing, so rows that wait go together.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchLinksIT {

  private static final Path MODELS = Path.of("models").toAbsolutePath();
  private static final String MODEL = "deep";
  private static final int LAYERS = 4000;
  private static final int TOGETHER = 32;
  private static final int MOST_ROUNDS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CALLERS_SPAN = "00f067aa0ba902b7";
  private static final String ONE_ROW =
      """
      {"inputs":[{"name":"INPUT0","shape":[1,1],"datatype":"FP32","data":[0.5]}]}\
      """;

  @TempDir private static Path folder;
  private static int traces;

  /** The run that a request was part of, and all spans of the request. */
  private record Told(Seen infer, List<Seen> spans) {

    int batchSize() {
      return Integer.parseInt(infer.attributes().getOrDefault("footanalytics.batch.size", "0"));
    }

    boolean has(String spanId) {
      return spans.stream().anyMatch(span -> span.spanId().equals(spanId));
    }
  }

  @Test
  void requestsOfOneBatchAreLinkedToEachOther() throws Exception {
    Map<String, String> settings =
        Map.of("ML_PIPELINE_MODELS_DIR", models().toString(), "ML_PIPELINE_ANALYSIS_SESSIONS", "1");
    try (OtlpReceiver receiver = OtlpReceiver.start();
        PackagedService service = TracedService.start(folder, receiver, settings);
        JobCalls calls = new JobCalls(service.http());
        HttpClient client = HttpClient.newHttpClient()) {
      calls.awaitReady();
      awaitLoaded(client, service);
      List<Told> shared = List.of();
      for (int round = 0; round < MOST_ROUNDS && shared.isEmpty(); round++) {
        shared =
            together(client, service, receiver).stream()
                .filter(told -> told.batchSize() > 1)
                .toList();
      }
      assertFalse(shared.isEmpty(), "none of %d requests shared a batch".formatted(traces));
      for (Told told : shared) {
        assertLinked(told, shared);
      }
    }
  }

  /** The service is ready with its detectors; other models follow. */
  private static void awaitLoaded(HttpClient client, PackagedService service) throws Exception {
    HttpRequest ready =
        HttpRequest.newBuilder(service.http().resolve("v2/models/%s/ready".formatted(MODEL)))
            .build();
    long start = System.nanoTime();
    while (client.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
      assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), service::log);
    }
  }

  private static void assertLinked(Told told, List<Told> shared) {
    List<String> links = told.infer().links();
    assertEquals(told.batchSize() - 1, links.size(), told.toString());
    for (String link : links) {
      List<Told> others = shared.stream().filter(each -> each.has(link)).toList();
      assertEquals(1, others.size(), () -> told + " is linked to no request: " + link);
      Told other = others.getFirst();
      assertNotEquals(told.infer().traceId(), other.infer().traceId());
      assertEquals(told.batchSize(), other.batchSize());
      assertTrue(other.infer().links().stream().anyMatch(told::has), other::toString);
    }
  }

  private static Path models() throws Exception {
    Path models = Files.createDirectory(folder.resolve("models"));
    Files.createSymbolicLink(
        models.resolve(TracedService.MODEL), MODELS.resolve(TracedService.MODEL));
    Path version = Files.createDirectories(models.resolve(MODEL).resolve("1"));
    byte[] onnx = deep().onnx();
    Files.write(version.resolve("model.onnx"), onnx);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx));
    Files.writeString(
        version.resolve("model.yaml"),
        """
        name: %s
        version: "1"
        task: tensors
        format: onnx
        max-batch-size: 8
        precisions:
          fp32: {file: model.onnx, sha256: %s}
        default-precision: fp32
        licence: MIT
        """
            .formatted(MODEL, sha256));
    return models;
  }

  /** Changes the sign of what it takes again and again. */
  private static ExampleModel deep() {
    List<ExampleModel.Node> nodes = new ArrayList<>();
    for (int i = 0; i < LAYERS; i++) {
      nodes.add(
          new ExampleModel.Node(
              "Neg",
              i == LAYERS - 1 ? "OUTPUT0" : "H" + i,
              List.of(i == 0 ? "INPUT0" : "H" + (i - 1))));
    }
    ExampleModel flat = ExampleModel.identity(MODEL, DataType.FP32, TensorSpec.OPEN, 1);
    return new ExampleModel(MODEL, flat.signature(), nodes);
  }

  /** Sends rows all at once, each in a trace of its own; what was told of them. */
  private static List<Told> together(
      HttpClient client, PackagedService service, OtlpReceiver receiver) throws Exception {
    List<String> ids = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < TOGETHER; i++) {
      String trace = "4bf92f3577b34da6a3ce929d0e%06x".formatted(++traces);
      ids.add(trace);
      answers.add(
          client.sendAsync(
              HttpRequest.newBuilder(service.http().resolve("v2/models/%s/infer".formatted(MODEL)))
                  .header("Content-Type", "application/json")
                  .header("traceparent", "00-%s-%s-01".formatted(trace, CALLERS_SPAN))
                  .POST(BodyPublishers.ofString(ONE_ROW))
                  .build(),
              BodyHandlers.ofString(UTF_8)));
    }
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < TOGETHER; i++) {
      HttpResponse<String> answer = answers.get(i).join();
      assertEquals(200, answer.statusCode(), answer.body());
      List<Seen> spans = receiver.await(ids.get(i), BatchLinksIT::isWhole, PATIENCE);
      Seen infer =
          spans.stream().filter(span -> span.name().equals("infer")).findFirst().orElseThrow();
      told.add(new Told(infer, spans));
    }
    return told;
  }

  private static boolean isWhole(List<Seen> spans) {
    return spans.stream().anyMatch(span -> span.name().equals("infer"))
        && spans.stream().anyMatch(span -> span.parentId().equals(CALLERS_SPAN));
  }
}
