package com.footanalytics.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.load.traffic.Endpoint;
import com.footanalytics.load.traffic.TestingFeed;
import com.footanalytics.load.traffic.TestingService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoadCommandTest {

  private static final String OBJECTIVES =
      """
      objectives:
        - {name: answered, objective: 99.9, events: ml_inference_duration_seconds_count}
        - {name: fast, objective: 99, histogram: ml_inference_duration_seconds, bound-seconds: %s}
        - {name: short, objective: 95, histogram: http_request_duration_seconds, bound-seconds: 9}
        - {name: films, objective: 95, events: video_processing_jobs_total}
      thresholds: {rejected-share: 0.05}
      """;

  @TempDir private Path folder;
  private Path feed = Path.of("");
  private final StringWriter printed = new StringWriter();
  private final StringWriter complaints = new StringWriter();

  @BeforeEach
  void writeFeed() throws IOException {
    feed = TestingFeed.write(folder.resolve("feed"));
  }

  private int load(String bound, String... more) throws IOException {
    Path objectives = Files.writeString(folder.resolve("slo.yaml"), OBJECTIVES.formatted(bound));
    List<String> args = new ArrayList<>();
    Collections.addAll(args, "--feed", feed.toString(), "--objectives", objectives.toString());
    Collections.addAll(args, "--out", folder.resolve("out").toString());
    Collections.addAll(args, more);
    return new CommandLine(new LoadCommand(false))
        .setOut(new PrintWriter(printed))
        .setErr(new PrintWriter(complaints))
        .execute(args.toArray(String[]::new));
  }

  private int steady(TestingService service, String bound) throws IOException {
    Endpoint endpoint = service.endpoint();
    return load(
        bound,
        "steady",
        "--rate",
        "8",
        "--seconds",
        "4",
        "--url",
        endpoint.http().toString(),
        "--grpc",
        endpoint.grpc());
  }

  private JsonNode verdict() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out").resolve("verdict.json").toFile());
  }

  private static JsonNode check(JsonNode verdict, String name) {
    for (JsonNode check : verdict.path("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check " + name + " in " + verdict);
  }

  @Test
  void aServiceThatKeepsWhatIsPromisedPasses() throws IOException {
    try (TestingService service = new TestingService()) {
      assertEquals(0, steady(service, "20"), () -> printed + "\n" + complaints);
      JsonNode verdict = verdict();
      assertTrue(verdict.path("passed").asBoolean());
      JsonNode fast = check(verdict, "fast P99");
      assertTrue(fast.path("samples").asInt() > 0, fast.toString());
      JsonNode phases = verdict.path("phases");
      int counted = 0;
      for (JsonNode phase : phases) {
        counted += phase.path("attempts").path("POST /v1/detect").path("ok").asInt();
      }
      assertEquals(service.detections(), counted, "every picture that came was counted");
      assertTrue(printed.toString().contains("passed: steady"), printed.toString());
      assertTrue(Files.exists(Path.of(verdict.path("gatling").path("report").asText())));
    }
  }

  @Test
  void aServiceThatAnswersTooSlowlyFails() throws IOException {
    try (TestingService service = new TestingService()) {
      service.delay(Duration.ofMillis(600));
      assertEquals(1, steady(service, "0.5"), () -> printed + "\n" + complaints);
      JsonNode verdict = verdict();
      assertFalse(verdict.path("passed").asBoolean(true));
      JsonNode fast = check(verdict, "fast P99");
      assertFalse(fast.path("passed").asBoolean(true));
      assertTrue(fast.path("measured").asDouble() >= 0.6, fast.toString());
      assertTrue(printed.toString().contains("WRONG  fast P99"), printed.toString());
      assertTrue(printed.toString().contains("FAILED: steady"), printed.toString());
    }
  }

  @Test
  void aServiceThatFailsFails() throws IOException {
    try (TestingService service = new TestingService()) {
      service.status(500);
      assertEquals(1, steady(service, "20"), () -> printed + "\n" + complaints);
      assertFalse(check(verdict(), "answered errors").path("passed").asBoolean(true));
    }
  }

  @Test
  void whatIsMissingIsToldInALine() throws IOException {
    Files.delete(feed.resolve("match.mp4"));
    assertEquals(LoadCommand.UNUSABLE, load("1", "--service=true"));
    assertTrue(complaints.toString().contains("match.mp4"), complaints.toString());
    assertFalse(complaints.toString().contains("\tat "), complaints.toString());
  }

  @Test
  void aServiceThatDoesNotStartIsToldWithItsLog() throws IOException {
    int status = load("1", "--service=sh", "--service=-c", "--service=echo no port left; exit 7");
    assertEquals(LoadCommand.UNUSABLE, status);
    assertTrue(complaints.toString().contains("ended with status 7"), complaints.toString());
    assertTrue(complaints.toString().contains("no port left"), complaints.toString());
  }

  @Test
  void whatMakesNoSenseIsWrongUsage() throws IOException {
    assertWrong("profile: fast (expected: smoke, steady", "fast");
    assertWrong("--url: nothing (expected: a URL", "smoke");
    assertWrong("--grpc: [] (expected: as many as URLs)", "--url", "http://127.0.0.1:1");
    assertWrong("--rate: 0.0 (expected: more than 0)", "--rate", "0", "--service=true");
    assertWrong("--seconds: 0.5 (expected: 1 or more)", "--seconds", "0.5", "--service=true");
    assertWrong("drain starts and stops", "drain", "--url", "http://a:1", "--grpc", "a:2");
  }

  private void assertWrong(String message, String... args) throws IOException {
    complaints.getBuffer().setLength(0);
    assertEquals(2, load("1", args));
    assertTrue(complaints.toString().contains(message), complaints.toString());
  }
}
