package com.footanalytics.vision.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds the load tests and loads the packaged service for some seconds, by the launcher. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoadIT {

  /** As the repository's, but with bounds that tell of the service and not of the machine. */
  private static final String OBJECTIVES =
      """
      objectives:
        - {name: answered, objective: 99.9, events: ml_inference_duration_seconds_count}
        - {name: fast, objective: 99, histogram: ml_inference_duration_seconds, bound-seconds: %s}
        - {name: short, objective: 95, histogram: http_request_duration_seconds, bound-seconds: 30}
        - {name: films, objective: 95, events: video_processing_jobs_total}
      thresholds: {rejected-share: 0.05}
      """;

  @TempDir private static Path shared;
  private static PackagedService service;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    Path images = Files.createDirectories(shared.resolve("feed").resolve("images"));
    Files.write(images.resolve("one.jpg"), TestingPictures.jpeg(320, 192));
    Files.copy(TestingClips.plain(), shared.resolve("feed").resolve("match.mp4"));
    service =
        PackagedService.start(
            shared, Map.of("ML_PIPELINE_DATA_DIR", shared.resolve("data").toString()));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aServiceThatKeepsWhatIsPromisedPasses() throws Exception {
    assertEquals(0, load("20"), this::printed);
    JsonNode verdict = verdict();
    assertTrue(verdict.path("passed").asBoolean(), printed());
    assertEquals("smoke", verdict.path("profile").asText());
    JsonNode requests = verdict.path("requests");
    for (String kind : List.of("inference", "read", "video")) {
      assertTrue(requests.path(kind).path("answered").asInt() > 0, kind + printed());
      assertEquals(0, requests.path(kind).path("lost").asInt(), kind + printed());
    }
    JsonNode attempts = verdict.path("phases").get(1).path("attempts");
    for (String request : List.of("POST /v1/detect", "GRPCInferenceService/ModelInfer")) {
      assertTrue(attempts.path(request).path("ok").asInt() > 0, request + printed());
    }
    assertTrue(Files.exists(Path.of(verdict.path("gatling").path("report").asText())));
    assertTrue(printed().contains("passed: smoke"), printed());
  }

  @Test
  void aServiceThatIsTooSlowForWhatIsPromisedFails() throws Exception {
    assertEquals(1, load("0.001"), this::printed);
    assertFalse(verdict().path("passed").asBoolean(true));
    assertTrue(printed().contains("FAILED: smoke"), printed());
  }

  private int load(String boundSeconds) throws IOException, InterruptedException {
    Path objectives =
        Files.writeString(folder.resolve("slo.yaml"), OBJECTIVES.formatted(boundSeconds));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("ml-pipeline").toAbsolutePath().toString(),
            "load",
            "smoke",
            "--seconds",
            "6",
            "--url",
            service.http().toString(),
            "--grpc",
            "127.0.0.1:" + service.grpcPort(),
            "--feed",
            shared.resolve("feed").toString(),
            "--objectives",
            objectives.toString(),
            "--out",
            folder.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("printed").toFile())
        .start()
        .waitFor();
  }

  private String printed() {
    try {
      return "\n" + Files.readString(folder.resolve("printed"), UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private JsonNode verdict() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("verdict.json").toFile());
  }
}
