package com.footanalytics.vision.slo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.simulate.MatchSettings;
import com.footanalytics.vision.simulate.View;
import com.footanalytics.vision.studio.MatchFilm;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingPictures;
import com.google.protobuf.ByteString;
import inference.GRPCInferenceServiceGrpc;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A light load on a running service: pictures by HTTP, tensors by gRPC, and a second of a match.
 * One thread at a time.
 */
final class Callers implements AutoCloseable {

  private static final String MODEL = "football-detector";
  private static final int HEIGHT = 544;
  private static final int WIDTH = 960;
  private static final int FRAMES = 25;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI http;
  private final ManagedChannel channel;
  private final byte[] picture = TestingPictures.jpeg(320, 192);
  private final Path video;
  private String job = "";

  /**
   * Films the match.
   *
   * @param folder where its files go
   */
  Callers(PackagedService service, Path folder) {
    MatchFilm film = new MatchFilm(folder);
    film.write(
        new MatchSettings(1, View.DIRECTED, Optional.empty(), 1280, 720, FRAMES),
        FRAMES,
        1,
        frame -> {},
        () -> false);
    video = film.video();
    http = service.http();
    channel =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + service.grpcPort(), InsecureChannelCredentials.create())
            .build();
  }

  /** Waits until the service takes work, at most a minute. */
  void awaitReady() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (send(request("v2/health/ready").GET()).statusCode() != 200) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("the service does not become ready");
      }
      Thread.sleep(100);
    }
  }

  /** One call of every kind; returns when all are answered. */
  void callOnce() throws IOException, InterruptedException {
    expect(
        200,
        send(
            request("v1/detect?timeout=30000000")
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(picture))));
    grpc().modelInfer(tensor());
    if (job.isEmpty() || !state().matches("queued|running")) {
      startJob();
    }
  }

  /** Returns when the job of the last call has succeeded. */
  void awaitJob() throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (String state = state(); !state.equals("succeeded"); state = state()) {
      if (!state.matches("queued|running") || System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("the job does not succeed: " + state);
      }
      Thread.sleep(100);
    }
  }

  private void startJob() throws IOException, InterruptedException {
    String id =
        id(
            expect(
                201,
                send(
                    request("v1/videos?name=match.mp4")
                        .header("Content-Type", "video/mp4")
                        .POST(BodyPublishers.ofFile(video)))));
    job =
        id(
            expect(
                202,
                send(
                    request("v1/videos/" + id + "/jobs")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"annotate\":true}")))));
  }

  private String state() throws IOException, InterruptedException {
    return new ObjectMapper()
        .readTree(expect(200, send(request("v1/jobs/" + job).GET())))
        .path("state")
        .asText();
  }

  private GRPCInferenceServiceBlockingStub grpc() {
    return GRPCInferenceServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static ModelInferRequest tensor() {
    return ModelInferRequest.newBuilder()
        .setModelName(MODEL)
        .setModelVersion("1")
        .addInputs(
            InferInputTensor.newBuilder()
                .setName("images")
                .setDatatype("UINT8")
                .addShape(1)
                .addShape(HEIGHT)
                .addShape(WIDTH)
                .addShape(3))
        .addRawInputContents(ByteString.copyFrom(new byte[HEIGHT * WIDTH * 3]))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(http.resolve(path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  private static String expect(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new AssertionError(
          "%s: %d %s".formatted(response.uri(), response.statusCode(), response.body()));
    }
    return response.body();
  }

  private static String id(String body) throws IOException {
    return new ObjectMapper().readTree(body).required("id").asText();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    client.close();
  }
}
