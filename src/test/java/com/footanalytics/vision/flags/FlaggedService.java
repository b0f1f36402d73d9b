package com.footanalytics.vision.flags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingModels;
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
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/** The packaged service with two versions of a model, asked as different callers. */
final class FlaggedService implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Metadata.Key<String> CALLER_ID =
      Metadata.Key.of("caller-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final byte[] PICTURE =
      TestingPictures.png(TestingModels.WIDTH_PX, TestingModels.HEIGHT_PX);

  private final HttpClient client = HttpClient.newHttpClient();
  private final PackagedService service;
  private final ManagedChannel channel;

  private FlaggedService(PackagedService service) {
    this.service = service;
    this.channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", service.grpcPort()).usePlaintext().build();
  }

  /**
   * Starts it, with version 1 for everyone until the server of flags says otherwise.
   *
   * @param models has versions 1 and 2 of the testing model
   */
  static FlaggedService start(Path folder, Path models, FakeFlagsmith flagsmith)
      throws IOException {
    return new FlaggedService(
        PackagedService.start(
            folder,
            Map.of(
                "ML_PIPELINE_MODELS_DIR",
                models.toString(),
                "ML_PIPELINE_ANALYSIS_MODEL",
                TestingModels.NAME + ":1",
                "ML_PIPELINE_FLAGS_URL",
                flagsmith.url(),
                "ML_PIPELINE_FLAGS_KEY",
                FakeFlagsmith.KEY,
                "ML_PIPELINE_FLAGS_REFRESH",
                "PT0.1S")));
  }

  PackagedService service() {
    return service;
  }

  /** The version that looks at a picture over HTTP, as the answer says. */
  String byHttp(String caller) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.http().resolve("v1/detect?timeout=30000000"))
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofByteArray(PICTURE));
    HttpResponse<String> answer = send(request, caller);
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body()).at("/model/version").asText();
  }

  /** The version that looks at a picture over gRPC, as the answer says. */
  String byGrpc(String caller) {
    Metadata headers = new Metadata();
    headers.put(CALLER_ID, caller);
    ByteBuffer element =
        ByteBuffer.allocate(Integer.BYTES + PICTURE.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(PICTURE.length)
            .put(PICTURE)
            .flip();
    return GRPCInferenceServiceGrpc.newBlockingStub(
            ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(headers)))
        .modelInfer(
            ModelInferRequest.newBuilder()
                .setModelName(TestingModels.NAME)
                .addInputs(
                    InferInputTensor.newBuilder()
                        .setName("images")
                        .setDatatype("BYTES")
                        .addShape(1))
                .addRawInputContents(ByteString.copyFrom(element))
                .build())
        .getModelVersion();
  }

  /** The version that the first line of results names. */
  static String inResults(String detections) throws IOException {
    JsonNode header = JSON.readTree(detections.lines().findFirst().orElseThrow());
    return header.at("/model/version").asText();
  }

  /** Loads or unloads the second version. */
  void second(String what) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(
                    service
                        .http()
                        .resolve("v2/repository/models/%s/%s".formatted(TestingModels.NAME, what)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"parameters\":{\"version\":\"2\"}}")),
            "operator");
    assertEquals(200, answer.statusCode(), answer.body());
  }

  /** What a caller is answered to a call without a body. */
  HttpResponse<String> ask(String method, String path, String caller)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(service.http().resolve(path))
            .method(method, BodyPublishers.noBody()),
        caller);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String caller)
      throws IOException, InterruptedException {
    return client.send(request.header("X-Caller-Id", caller).build(), BodyHandlers.ofString(UTF_8));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    service.close();
    client.close();
  }
}
