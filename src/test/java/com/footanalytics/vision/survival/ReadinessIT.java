package com.footanalytics.vision.survival;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.CuttingProxy;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingDatabases;
import com.footanalytics.vision.testing.TestingPictures;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import inference.GRPCInferenceServiceGrpc;
import inference.ServerReadyRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running service loses what it leans on, and gets it back. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadinessIT {

  /** For a probe that would hang; the platform's own gives up sooner. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Pattern HOST = Pattern.compile("//([^/]+)/");

  @TempDir private static Path folder;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static CuttingProxy network;
  private static PackagedService service;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() throws Exception {
    String url = TestingDatabases.postgresUrl();
    Matcher host = HOST.matcher(url);
    assertTrue(host.find(), url);
    network = CuttingProxy.to(URI.create("http://" + host.group(1)));
    service =
        PackagedService.start(
            folder,
            Map.of(
                "ML_PIPELINE_DATABASE_URL",
                host.replaceFirst("//" + network.uri().getAuthority() + "/"),
                "ML_PIPELINE_ACCURACY_AT_LOAD",
                "false",
                "ML_PIPELINE_ANALYSIS_MODEL",
                "football-detector:1"));
    channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", service.grpcPort()).usePlaintext().build();
    try (JobCalls calls = new JobCalls(service.http())) {
      calls.awaitReady();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    channel.shutdownNow();
    service.close();
    network.close();
  }

  @Test
  void aDatabaseThatIsGoneIsToldEverywhereUntilItIsBack() throws Exception {
    assertReadyEverywhere();
    network.breakDown();
    assertUnreadyEverywhere("database", "the database does not answer (");
    assertEquals(200, get(service.management().resolve("q/health/live")).statusCode());
    assertEquals(200, get(service.management().resolve("q/health/started")).statusCode());
    network.mend();
    awaitStatus(200);
    assertReadyEverywhere();
  }

  @Test
  void aDatabaseThatSaysNothingIsToldToo() throws Exception {
    network.fallSilent();
    assertUnreadyEverywhere("database", "the database ");
    network.mend();
    awaitStatus(200);
    assertReadyEverywhere();
  }

  @Test
  void aFolderThatIsGoneIsToldEverywhereAndPicturesAreStillLookedAt() throws Exception {
    Path staging;
    try (var found = Files.walk(folder)) {
      staging = found.filter(path -> path.endsWith(".staging")).findFirst().orElseThrow();
    }
    Path elsewhere = staging.resolveSibling("elsewhere");
    Files.move(staging, elsewhere);
    assertUnreadyEverywhere("storage", staging.toString());
    HttpRequest picture =
        request(service.http().resolve("v1/detect?timeout=20000000"))
            .header("Content-Type", "image/jpeg")
            .POST(BodyPublishers.ofByteArray(TestingPictures.jpeg(640, 360)))
            .build();
    assertEquals(200, CLIENT.send(picture, BodyHandlers.discarding()).statusCode());
    Files.move(elsewhere, staging);
    awaitStatus(200);
    assertReadyEverywhere();
    assertTrue(service.log().contains("not ready: " + staging), service.log());
    assertTrue(service.log().contains("the store of objects"), service.log());
  }

  private static void assertReadyEverywhere() throws Exception {
    assertEquals("{\"ready\":true}", ready().body());
    assertEquals(200, get(service.management().resolve("q/health/ready")).statusCode());
    assertTrue(isReadyByGrpc());
    assertEquals(ServingStatus.SERVING, servingStatus());
  }

  private static void assertUnreadyEverywhere(String check, String reason) throws Exception {
    String said = awaitStatus(503).body();
    assertTrue(said.startsWith("{\"error\":\"" + reason), said);
    HttpResponse<String> management = get(service.management().resolve("q/health/ready"));
    assertEquals(503, management.statusCode());
    String body = management.body().replaceAll("\\s", "");
    assertTrue(body.contains("\"name\":\"%s\",\"status\":\"DOWN\"".formatted(check)), body);
    assertTrue(body.contains("\"reason\":\"" + reason.replace(" ", "")), body);
    assertEquals(false, isReadyByGrpc());
    assertEquals(ServingStatus.NOT_SERVING, servingStatus());
  }

  private static boolean isReadyByGrpc() {
    return GRPCInferenceServiceGrpc.newBlockingStub(channel)
        .serverReady(ServerReadyRequest.getDefaultInstance())
        .getReady();
  }

  private static ServingStatus servingStatus() {
    return HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.getDefaultInstance())
        .getStatus();
  }

  private static HttpResponse<String> awaitStatus(int status) throws Exception {
    HttpResponse<String> answer = ready();
    while (answer.statusCode() != status) {
      Thread.sleep(100);
      answer = ready();
    }
    return answer;
  }

  private static HttpResponse<String> ready() throws Exception {
    return get(service.http().resolve("v2/health/ready"));
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return CLIENT.send(request(uri).build(), BodyHandlers.ofString(UTF_8));
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(PATIENCE);
  }
}
