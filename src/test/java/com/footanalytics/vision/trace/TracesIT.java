package com.footanalytics.vision.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.survival.JobCalls;
import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingPictures;
import com.google.protobuf.ByteString;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with the agent sends its spans to a receiver of the test's own. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TracesIT {

  private static final String MODEL = TracedService.MODEL;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FRAMES = 50;
  private static final String PARENT_SPAN = "00f067aa0ba902b7";
  private static final Metadata.Key<String> TRACE_PARENT =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> TIMING =
      Metadata.Key.of("server-timing", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir private static Path folder;
  private static OtlpReceiver receiver;
  private static PackagedService service;
  private static JobCalls jobs;

  @BeforeAll
  static void start() throws Exception {
    receiver = OtlpReceiver.start();
    service =
        TracedService.start(
            folder,
            receiver,
            Map.of("ML_PIPELINE_LOG_JSON", "true", "ML_PIPELINE_JOBS_SEGMENT", "PT1S"));
    jobs = new JobCalls(service.http());
    jobs.awaitReady();
  }

  @AfterAll
  static void stop() {
    jobs.close();
    service.close();
    receiver.close();
  }

  @Test
  void aPictureOverHttpIsOneTree() throws Exception {
    String trace = traceId(1);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(service.http().resolve("v1/detect?timeout=30000000"))
                .header("Content-Type", "image/jpeg")
                .header("traceparent", traceParent(trace))
                .POST(BodyPublishers.ofByteArray(TestingPictures.jpeg(640, 360))));
    assertEquals(200, answer.statusCode(), answer.body());
    List<Seen> spans =
        receiver.await(trace, has("POST /v1/detect", "postprocess", "write"), PATIENCE);
    Seen server = only(spans, "POST /v1/detect");
    assertEquals(SpanKind.SPAN_KIND_SERVER, server.kind());
    assertEquals(PARENT_SPAN, server.parentId());
    assertEquals("/v1/detect", server.attributes().get("http.route"));
    assertEquals("200", server.attributes().get("http.response.status_code"));
    assertBelow(
        server, spans, "decode", "preprocess", "batch wait", "infer", "postprocess", "write");
    assertInferredBy(MODEL, only(spans, "infer"));
    assertTrue(
        answer.headers().allValues("server-timing").stream()
            .anyMatch(timing -> timing.startsWith("traceparent;desc=\"00-" + trace + "-")),
        answer.headers().toString());
  }

  @Test
  void tensorsOverHttpAreOneTree() throws Exception {
    String trace = traceId(2);
    byte[] picture = TestingPictures.jpeg(640, 360);
    byte[] head =
        """
        {"inputs":[{"name":"images","datatype":"BYTES","shape":[1],\
        "parameters":{"binary_data_size":%d}}]}\
        """
            .formatted(Integer.BYTES + picture.length)
            .getBytes(UTF_8);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(service.http().resolve("v2/models/" + MODEL + "/infer"))
                .header("Inference-Header-Content-Length", Integer.toString(head.length))
                .header("traceparent", traceParent(trace))
                .POST(
                    BodyPublishers.concat(
                        BodyPublishers.ofByteArray(head),
                        BodyPublishers.ofByteArray(bytesElement(picture)))));
    assertEquals(200, answer.statusCode(), answer.body());
    List<Seen> spans = receiver.await(trace, has("write", "postprocess"), PATIENCE);
    spans = receiver.await(trace, all -> all.stream().anyMatch(TracesIT::isServer), PATIENCE);
    Seen server = spans.stream().filter(TracesIT::isServer).findFirst().orElseThrow();
    assertEquals(PARENT_SPAN, server.parentId());
    assertBelow(server, spans, "decode", "batch wait", "infer", "postprocess", "write");
    assertInferredBy(MODEL, only(spans, "infer"));
  }

  @Test
  void tensorsOverGrpcAreOneTree() throws Exception {
    String trace = traceId(3);
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", service.grpcPort()).usePlaintext().build();
    Metadata headers = new Metadata();
    headers.put(TRACE_PARENT, traceParent(trace));
    AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());
    try {
      byte[] picture = TestingPictures.jpeg(640, 360);
      GRPCInferenceServiceGrpc.newBlockingStub(
              ClientInterceptors.intercept(
                  channel,
                  MetadataUtils.newAttachHeadersInterceptor(headers),
                  MetadataUtils.newCaptureMetadataInterceptor(new AtomicReference<>(), trailers)))
          .modelInfer(
              ModelInferRequest.newBuilder()
                  .setModelName(MODEL)
                  .addInputs(
                      InferInputTensor.newBuilder()
                          .setName("images")
                          .setDatatype("BYTES")
                          .addShape(1))
                  .addRawInputContents(ByteString.copyFrom(bytesElement(picture)))
                  .build());
    } finally {
      channel.shutdownNow();
    }
    String call = "inference.GRPCInferenceService/ModelInfer";
    List<Seen> spans = receiver.await(trace, has(call, "write", "postprocess"), PATIENCE);
    Seen server = only(spans, call);
    assertEquals(SpanKind.SPAN_KIND_SERVER, server.kind());
    assertEquals(PARENT_SPAN, server.parentId());
    assertEquals("grpc", server.attributes().getOrDefault("rpc.system", "grpc"));
    assertBelow(server, spans, "decode", "batch wait", "infer", "postprocess", "write");
    List<String> told = new ArrayList<>();
    Optional.ofNullable(trailers.get().getAll(TIMING)).ifPresent(all -> all.forEach(told::add));
    assertTrue(
        told.stream().anyMatch(timing -> timing.startsWith("traceparent;desc=\"00-" + trace)),
        told.toString());
  }

  @Test
  void aVideoJobIsInTheTraceOfTheRequestThatMadeIt() throws Exception {
    String trace = traceId(4);
    String video = jobs.upload(clip());
    String job = jobs.start(video, "{}", traceParent(trace));
    assertEquals("succeeded", jobs.awaitEnd(job, Duration.ofMinutes(3)));
    List<Seen> spans = receiver.await(trace, has("job finish"), PATIENCE);
    Seen request = spans.stream().filter(TracesIT::isServer).findFirst().orElseThrow();
    assertEquals(PARENT_SPAN, request.parentId());
    for (String step : List.of("job prepare", "job segment", "job finish")) {
      for (Seen span : named(spans, step)) {
        assertEquals(SpanKind.SPAN_KIND_CONSUMER, span.kind());
        assertEquals(request.spanId(), span.parentId());
        assertEquals(job, span.attributes().get("footanalytics.job.id"));
      }
    }
    List<Seen> segments = named(spans, "job segment");
    assertEquals(2, segments.size(), spans.toString());
    int frames = 0;
    for (Seen segment : segments) {
      Map<String, Seen> stages = new TreeMap<>();
      spans.stream()
          .filter(span -> span.parentId().equals(segment.spanId()))
          .filter(span -> span.scope().equals("com.footanalytics.vision"))
          .forEach(span -> assertFalse(stages.put(span.name(), span) != null, span.name()));
      assertEquals(
          List.of("batch wait", "decode", "infer", "postprocess", "preprocess", "probe", "write"),
          List.copyOf(stages.keySet()));
      Map<String, String> infer = requireNonNull(stages.get("infer")).attributes();
      frames += Integer.parseInt(infer.get("footanalytics.pieces"));
      assertEquals(MODEL, infer.get("footanalytics.model.name"));
    }
    assertEquals(FRAMES, frames);
    assertLogNames(job, trace);
  }

  @Test
  void theServiceSaysWhatItIs() throws Exception {
    String trace = traceId(5);
    send(
        HttpRequest.newBuilder(service.http().resolve("v1/jobs"))
            .header("traceparent", traceParent(trace)));
    receiver.await(trace, spans -> !spans.isEmpty(), PATIENCE);
    assertEquals("ml-pipeline", receiver.resource().get("service.name"));
    assertTrue(receiver.resource().containsKey("service.version"));
  }

  @Test
  void whatACallerDoesNotRecordIsNotRecorded() throws Exception {
    String trace = traceId(6);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(service.http().resolve("v1/jobs"))
                .header("traceparent", "00-" + trace + "-" + PARENT_SPAN + "-00"));
    String after = traceId(7);
    send(
        HttpRequest.newBuilder(service.http().resolve("v1/jobs"))
            .header("traceparent", traceParent(after)));
    assertFalse(receiver.await(after, spans -> !spans.isEmpty(), PATIENCE).isEmpty());
    assertTrue(receiver.spans().stream().noneMatch(span -> span.traceId().equals(trace)));
    assertTrue(
        answer.headers().firstValue("server-timing").orElse("").endsWith("-00\""),
        answer.headers().toString());
  }

  /** Lines of the job's threads are JSON and carry the ids of the job and of its trace. */
  private static void assertLogNames(String job, String trace) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : service.log().split("\n")) {
      if (line.contains("\"job_id\":\"" + job + "\"")) {
        lines.add(JSON.readTree(line));
      }
    }
    assertFalse(lines.isEmpty(), service.log());
    for (JsonNode line : lines) {
      assertEquals(trace, line.at("/mdc/trace_id").asText(), line.toString());
      assertEquals(16, line.at("/mdc/span_id").asText().length(), line.toString());
      assertFalse(line.at("/timestamp").asText().isEmpty());
    }
  }

  private static void assertBelow(Seen parent, List<Seen> spans, String... names) {
    for (String name : names) {
      Seen span = only(spans, name);
      assertEquals(parent.spanId(), span.parentId(), name + ": " + spans);
      assertEquals("com.footanalytics.vision", span.scope());
      assertTrue(span.nanos() >= 0, span.toString());
    }
  }

  private static void assertInferredBy(String model, Seen span) {
    assertEquals(model, span.attributes().get("footanalytics.model.name"));
    assertEquals("1", span.attributes().get("footanalytics.model.version"));
    assertEquals("cpu", span.attributes().get("footanalytics.model.device"));
    assertEquals("1", span.attributes().get("footanalytics.batch.size"));
  }

  private static boolean isServer(Seen span) {
    return span.kind() == SpanKind.SPAN_KIND_SERVER;
  }

  private static List<Seen> named(List<Seen> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  private static Seen only(List<Seen> spans, String name) {
    List<Seen> named = named(spans, name);
    assertEquals(1, named.size(), name + " in " + spans);
    return named.getFirst();
  }

  private static Predicate<List<Seen>> has(String... names) {
    return spans ->
        List.of(names).stream()
            .allMatch(name -> spans.stream().anyMatch(span -> span.name().equals(name)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString(UTF_8));
    }
  }

  /** An element as the binary tensor extension has it: its length, then its bytes. */
  private static byte[] bytesElement(byte[] element) {
    return ByteBuffer.allocate(Integer.BYTES + element.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(element.length)
        .put(element)
        .array();
  }

  private static String traceId(int number) {
    return "4bf92f3577b34da6a3ce929d0e0e47%02x".formatted(number);
  }

  private static String traceParent(String traceId) {
    return "00-%s-%s-01".formatted(traceId, PARENT_SPAN);
  }

  private static Path clip() {
    return TestingClips.make(
        "traced.mp4", ClipTrack.of("libopenh264", 192, 108, FRAMES).option("g", "25"));
  }
}
