package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingPrometheus;
import com.footanalytics.vision.testing.TestingPrometheus.Ended;
import com.footanalytics.vision.testing.TestingPrometheus.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The rules as Prometheus itself understands them. */
class PromtoolTest {

  private static final Path FOLDER = Path.of("k8s/monitoring");
  private static final int SECONDS = 120;

  @TempDir private Path folder;

  static Stream<Arguments> versionsAndTests() {
    return TestingPrometheus.versions().stream()
        .flatMap(tools -> files("tests").stream().map(file -> Arguments.of(tools, file)));
  }

  static List<Tools> versions() {
    return TestingPrometheus.versions();
  }

  @ParameterizedTest
  @MethodSource("versionsAndTests")
  void alertsDoWhatTheirTestsSay(Tools tools, Path test) {
    Ended run = promtool(tools, "test", "rules", test.toString());
    assertEquals(0, run.status(), run.output());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void rulesAreValid(Tools tools) {
    List<String> command = new ArrayList<>(List.of("check", "rules"));
    files("rules").forEach(file -> command.add(file.toString()));
    Ended run = promtool(tools, command.toArray(String[]::new));
    assertEquals(0, run.status(), run.output());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyQuestionIsUnderstood(Tools tools) throws IOException {
    List<Map<String, String>> rules = new ArrayList<>();
    for (Question question : Question.all()) {
      rules.add(Map.of("record", "question:" + rules.size(), "expr", question.expression()));
    }
    Path file = folder.resolve("questions.yaml");
    Files.writeString(
        file, new Yaml().dump(Map.of("groups", List.of(Map.of("name", "all", "rules", rules)))));
    Ended run = promtool(tools, "check", "rules", file.toString());
    assertEquals(0, run.status(), run.output());
    assertTrue(run.output().contains(rules.size() + " rules found"), run.output());
  }

  @Test
  void everyAlertHasATestInWhichItFiresAndOneInWhichItDoesNot() {
    Set<String> expected = new TreeSet<>();
    Promises promises = PromisesReader.read(FOLDER.resolve("slo.yaml"));
    for (Objective objective : promises.objectives()) {
      promises
          .burn()
          .forEach(policy -> expected.add(objective.notice().alert() + " " + policy.severity()));
      expected.add(objective.notice().alert() + " silent");
    }
    for (Cause cause : promises.causes()) {
      expected.add(cause.notice().alert() + " " + cause.severity());
      expected.add(cause.notice().alert() + " silent");
    }
    Set<String> tested = new TreeSet<>();
    for (Path file : files("tests")) {
      for (Map<String, Object> group : maps(load(file), "tests")) {
        maps(group, "alert_rule_test").forEach(test -> tested.addAll(outcomes(test)));
      }
    }
    assertEquals(expected, tested);
  }

  @Test
  void causesAreTestedUntilTheyAreOver() {
    Set<String> resolved = new TreeSet<>();
    for (Path file : files("tests")) {
      for (Map<String, Object> group : maps(load(file), "tests")) {
        Set<Object> fired = new HashSet<>();
        for (Map<String, Object> test : maps(group, "alert_rule_test")) {
          Object alert = test.get("alertname");
          if (!maps(test, "exp_alerts").isEmpty()) {
            fired.add(alert);
          } else if (fired.contains(alert)) {
            resolved.add(String.valueOf(alert));
          }
        }
      }
    }
    Promises promises = PromisesReader.read(FOLDER.resolve("slo.yaml"));
    Set<String> alerts =
        Stream.concat(
                promises.objectives().stream().map(Objective::notice),
                promises.causes().stream().map(Cause::notice))
            .map(Notice::alert)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(alerts, resolved);
  }

  /** Without the guard that a mutation takes away, some test must fail. */
  @ParameterizedTest
  @MethodSource("mutations")
  void testsSeeThatARuleIsWrong(String rules, String test, String part, String other)
      throws IOException {
    String text = Files.readString(FOLDER.resolve("rules").resolve(rules));
    assertTrue(text.contains(part), part);
    Path copy = Files.createDirectories(folder.resolve("rules")).resolve(rules);
    Files.writeString(copy, text.replace(part, other));
    Path tests = Files.createDirectories(folder.resolve("tests")).resolve(test);
    Files.copy(FOLDER.resolve("tests").resolve(test), tests);
    Ended run = promtool(TestingPrometheus.require(), "test", "rules", tests.toString());
    assertEquals(1, run.status(), run.output());
    assertTrue(run.output().contains("FAILED"), run.output());
  }

  static Stream<Arguments> mutations() {
    return Stream.of(
        Arguments.of(
            "ml-latency.yaml", "quantiles.yml", "sum by (namespace, le)", "sum by (namespace)"),
        Arguments.of("ml-latency.yaml", "ml-latency.yml", "le=\"2.0\"", "le=\"5.0\""),
        Arguments.of("video-success.yaml", "video-success.yml", "* 21600 >= 5", "* 21600 >= 0"),
        Arguments.of(
            "ml-availability.yaml",
            "ml-availability.yml",
            "protocol=~\"http|grpc\",outcome=~\"ok|error|timeout\"",
            "outcome=~\"ok|error|timeout\""),
        Arguments.of(
            "causes.yaml",
            "causes-accuracy.yml",
            "min by (namespace, model, model_version) (ml_model_accuracy_score",
            "avg by (namespace, model, model_version) (ml_model_accuracy_score"),
        Arguments.of("causes.yaml", "causes-inference.yml", ",app!=\"ml-pipeline-worker\"", ""),
        Arguments.of("causes.yaml", "causes-video.yml", " >= 0)", ")"),
        Arguments.of(
            "causes.yaml", "causes-video.yml", "max by (namespace)", "sum by (namespace)"));
  }

  private static Set<String> outcomes(Map<String, Object> test) {
    List<Map<String, Object>> alerts = maps(test, "exp_alerts");
    return alerts.isEmpty()
        ? Set.of(test.get("alertname") + " silent")
        : alerts.stream()
            .map(alert ->
                test.get("alertname")
                    + " "
                    + ((Map<?, ?>) alert.getOrDefault("exp_labels", Map.of())).get("severity"))
            .collect(Collectors.toSet());
  }

  private static Ended promtool(Tools tools, String... arguments) {
    List<String> command = new ArrayList<>(List.of(tools.promtool().toString()));
    command.addAll(List.of(arguments));
    return TestingPrometheus.run(SECONDS, command);
  }

  private static List<Path> files(String within) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(within))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> load(Path file) {
    try {
      return new Yaml().load(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Map<String, Object> from, String key) {
    return (List<Map<String, Object>>) from.getOrDefault(key, List.of());
  }
}
