package com.footanalytics.load.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.load.profile.Request.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloFileTest {

  private static final String COMPLETE =
      """
      objectives:
        - {name: answered, objective: 99.9, events: 'ml_inference_duration_seconds_count{a="b"}',
           errors: 'ml_inference_duration_seconds_count{a="c"}'}
        - {name: fast, objective: 99, histogram: ml_inference_duration_seconds, bound-seconds: 1.5}
        - {name: short, objective: 95, histogram: 'http_request_duration_seconds{x="y"}',
           bound-seconds: 0.2}
        - {name: films, objective: 95, events: video_processing_jobs_total,
           errors: video_processing_jobs_total}
        - {name: other, objective: 90, events: something_else_total, errors: something_else_total}
      thresholds: {rejected-share: 0.05}
      """;

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("slo.yaml"), text);
  }

  @Test
  void objectivesAreReadByTheMetricThatTheyCount() throws IOException {
    assertEquals(
        List.of(
            new Objective.Errors("answered", Kind.INFERENCE, 0.001),
            new Objective.Latency("fast", Kind.INFERENCE, 0.99, Duration.ofMillis(1500)),
            new Objective.Latency("short", Kind.READ, 0.95, Duration.ofMillis(200)),
            new Objective.Errors("films", Kind.VIDEO, 0.05),
            new Objective.Rejections("ml-rejections", Kind.INFERENCE, 0.05)),
        SloFile.read(file(COMPLETE)));
  }

  @Test
  void theRepositorysFileHoldsThePlatformsPromises() throws IOException {
    List<Objective> objectives = SloFile.read(Path.of("..", "k8s", "monitoring", "slo.yaml"));
    assertTrue(
        objectives.contains(
            new Objective.Latency("ml-latency", Kind.INFERENCE, 0.99, Duration.ofSeconds(2))));
    assertTrue(
        objectives.contains(
            new Objective.Latency("api-latency", Kind.READ, 0.95, Duration.ofMillis(200))));
  }

  @Test
  void aKindThatNothingIsPromisedOfIsNamedByItsMetric() throws IOException {
    String text = COMPLETE.replaceAll("(?s)  - \\{name: films.*?\\}\\n", "");
    assertMessage(text, "no objective counts video_processing_jobs_total");
  }

  @Test
  void whatIsNoFileOfObjectivesIsRefusedWithTheReason() throws IOException {
    assertMessage("a: [", "no YAML");
    assertMessage("just text", "expected: a map");
    assertMessage("thresholds: {}", "objectives: not there");
    assertMessage(COMPLETE.replace("objective: 99,", ""), "objective: null (expected: a number)");
    assertMessage(COMPLETE.replace("rejected-share: 0.05", ""), "rejected-share: null");
    assertMessage("objectives: [{name: odd, objective: 1}]", "odd: neither histogram nor events");
  }

  private void assertMessage(String text, String part) throws IOException {
    Path file = file(text);
    String message =
        String.valueOf(assertThrows(IOException.class, () -> SloFile.read(file)).getMessage());
    assertTrue(message.contains(part) && message.startsWith(file.toString()), message);
  }
}
