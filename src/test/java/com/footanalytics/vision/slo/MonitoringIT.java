package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.RunningPrometheus;
import com.footanalytics.vision.testing.RunningPrometheus.Answer;
import com.footanalytics.vision.testing.TestingPrometheus;
import com.footanalytics.vision.testing.TestingPrometheus.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged service under a light load, scraped by a real Prometheus with the rules that this
 * repository ships: whatever a rule, dashboard, gate or runbook asks for is there.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MonitoringIT {

  /** Selectors of what a service that is well on a machine without a GPU does not have, and why. */
  private static final Map<String, String> ABSENT =
      Map.of(
          "nvidia_gpu_.*", "only NVIDIA's driver tells of GPUs",
          ".*device!=\"cpu\".*", "no model runs on a GPU",
          ".*status=~\"5\\.\\.\".*", "no request fails",
          "ml_model_agreement_score.*", "float32 weights beside the quantized ones are not loaded");

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** As the PodMonitor has it; the service stands for a canary and for its primary. */
  private static final String CONFIGURATION =
      """
      global: {scrape_interval: 1s, evaluation_interval: 1s}
      rule_files: [rules/*.yaml]
      scrape_configs:
        - job_name: ai-processing/ml-pipeline
          metrics_path: /q/metrics
          static_configs:
            - targets: ['%1$s']
              labels: {namespace: ai-processing, pod: canary, app: ml-pipeline}
            - targets: ['%1$s']
              labels: {namespace: ai-processing, pod: primary, app: ml-pipeline-primary}
      """;

  @TempDir private static Path shared;
  private static PackagedService service;
  private static Callers callers;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    TestingPrometheus.require();
    service =
        PackagedService.start(
            shared, Map.of("ML_PIPELINE_DATA_DIR", shared.resolve("data").toString()));
    callers = new Callers(service, shared.resolve("match"));
    callers.awaitReady();
  }

  @AfterAll
  static void stop() {
    callers.close();
    service.close();
  }

  static List<Tools> versions() {
    return TestingPrometheus.versions();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyNameExistsAndEveryQuestionIsAnswered(Tools tools) throws Exception {
    try (RunningPrometheus prometheus = RunningPrometheus.start(tools, folder, configuration())) {
      List<Question> open = Question.all();
      List<String> findings = List.of();
      long start = System.nanoTime();
      do {
        callers.callOnce();
        findings = new ArrayList<>();
        List<Question> stillOpen = new ArrayList<>();
        for (Question question : open) {
          List<String> wrong = wrong(prometheus, question);
          if (!wrong.isEmpty()) {
            stillOpen.add(question);
            findings.addAll(wrong);
          }
        }
        open = stillOpen;
      } while (!open.isEmpty() && System.nanoTime() - start < LIMIT.toNanos());
      assertEquals("", String.join("\n", findings));
      assertEquals(
          List.of(
              "x: nothing is not_there",
              "x: no label nowhere",
              "x: no data: sum by (nowhere) (not_there)"),
          wrong(prometheus, new Question("x", "sum by (nowhere) (not_there)", false)));
    }
  }

  @Test
  void everyAbsenceIsAskedFor() {
    Set<String> selectors =
        Question.all().stream()
            .flatMap(question -> Expression.of(question.expression()).selectors().stream())
            .collect(Collectors.toSet());
    ABSENT.forEach((pattern, reason) ->
        assertTrue(
            selectors.stream().anyMatch(selector -> selector.matches(pattern)),
            pattern + " (" + reason + ") is asked for by nobody"));
  }

  private static List<String> wrong(RunningPrometheus prometheus, Question question)
      throws Exception {
    Answer answer = prometheus.ask(question.expression());
    if (!answer.error().isEmpty()) {
      return List.of(question.place() + ": " + answer.error());
    }
    List<String> wrong = new ArrayList<>();
    Expression expression = Expression.of(question.expression());
    List<String> expected =
        expression.selectors().stream()
            .filter(selector -> ABSENT.keySet().stream().noneMatch(selector::matches))
            .toList();
    for (String selector : expected) {
      if (!prometheus.ask("count(" + selector + ")").hasData()) {
        wrong.add(question.place() + ": nothing is " + selector);
      }
    }
    for (String label : expected.isEmpty() ? Set.<String>of() : expression.groupings()) {
      if (!hasLabel(prometheus, expected, label)) {
        wrong.add(question.place() + ": no label " + label);
      }
    }
    boolean isComplete = expected.size() == expression.selectors().size();
    if (isComplete && !question.alerts() && !answer.hasData()) {
      wrong.add(question.place() + ": no data: " + question.expression());
    }
    return wrong;
  }

  private static boolean hasLabel(
      RunningPrometheus prometheus, List<String> selectors, String label) throws Exception {
    for (String selector : selectors) {
      for (var series : prometheus.ask("count by (" + label + ") (" + selector + ")").series()) {
        if (series.path("metric").has(label)) {
          return true;
        }
      }
    }
    return false;
  }

  /** With the repository's rules, evaluated each second. */
  private String configuration() throws IOException {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    for (var file : MonitoringFiles.of(Path.of("k8s/monitoring")).contents().entrySet()) {
      if (file.getKey().startsWith("rules")) {
        Files.writeString(
            rules.resolve(file.getKey().getFileName()),
            file.getValue().replaceAll("(?m)^( +interval): .*", "$1: 1s"));
      }
    }
    return CONFIGURATION.formatted(service.management().getAuthority());
  }
}
