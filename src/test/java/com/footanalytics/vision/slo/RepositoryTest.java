package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The monitoring that this repository ships. */
class RepositoryTest {

  private static final Path FOLDER = Path.of("k8s/monitoring");
  private static final Path RUNBOOKS = Path.of("docs/runbooks");
  private static final Promises PROMISES = PromisesReader.read(FOLDER.resolve("slo.yaml"));

  static Stream<Rule.Alert> alerts() {
    Alerts alerts = new Alerts(PROMISES);
    return Stream.concat(
            PROMISES.objectives().stream().map(alerts::burning), Stream.of(alerts.causes()))
        .flatMap(group -> group.rules().stream())
        .map(Rule.Alert.class::cast);
  }

  static Stream<Path> dashboards() {
    return MonitoringFiles.of(FOLDER).contents().keySet().stream()
        .filter(path -> path.toString().endsWith(".json"))
        .map(FOLDER::resolve);
  }

  @Test
  void everyCopyIsAsSloYamlSays() throws IOException {
    assertEquals(List.of(), MonitoringFiles.of(FOLDER).stale(), "run ./ml-pipeline slo generate");
  }

  @Test
  void objectivesAreThoseOfThePlatform() {
    assertEquals("30d", PROMISES.period().text());
    assertEquals(
        Map.of(
            "ml-availability", "99.9",
            "api-availability", "99.9",
            "ml-latency", "99 2.0",
            "api-latency", "95 0.2",
            "video-success", "95"),
        PROMISES.objectives().stream()
            .collect(Collectors.toMap(Objective::name, RepositoryTest::promise)));
  }

  private static String promise(Objective objective) {
    return objective.percent()
        + (objective.indicator() instanceof Objective.Indicator.Latency latency
            ? " " + latency.bound()
            : "");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alertSaysHowBadItIsWhoseItIsAndWhatItIsAbout(Rule.Alert alert) {
    assertTrue(Set.of("critical", "warning").contains(alert.labels().get("severity")));
    assertTrue(Set.of("ml", "video").contains(alert.labels().get("team")));
    String summary = alert.annotations().getOrDefault("summary", "");
    assertTrue(!summary.isBlank() && summary.length() <= 100, summary);
    assertFalse(summary.contains("{{"), "a summary groups, so it names no instance: " + summary);
    String description = alert.annotations().getOrDefault("description", "");
    assertFalse(description.isBlank());
    assertFalse(description.contains("${"), description);
    assertFalse(
        alert.expression().contains("score") && description.contains("| humanize }}"),
        "humanize writes 0.85 as 850m: " + description);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void runbookHasASectionAboutTheAlert(Rule.Alert alert) throws IOException {
    String url = alert.annotations().getOrDefault("runbook_url", "");
    assertTrue(url.startsWith(PROMISES.runbooks()), url);
    String[] parts = url.substring(PROMISES.runbooks().length()).split("#", -1);
    assertEquals(2, parts.length, url);
    Path runbook = RUNBOOKS.resolve(parts[0]);
    assertTrue(Files.isRegularFile(runbook), runbook + " is not there");
    assertTrue(
        Files.readAllLines(runbook).contains("## " + alert.name()),
        runbook + " has no section " + alert.name());
    assertTrue(alert.name().equalsIgnoreCase(parts[1]), url);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboardHasAFixedUidAndAsksTheVariableSource(Path file) throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
    assertTrue(dashboard.path("uid").asText().matches("[a-z0-9-]{1,40}"), file.toString());
    assertFalse(dashboard.has("id"), "an id belongs to one Grafana");
    assertTrue(dashboard.path("schemaVersion").asInt() >= 39);
    JsonNode source = dashboard.at("/templating/list/0");
    assertEquals("datasource", source.path("name").asText());
    assertEquals("prometheus", source.path("query").asText());
    Set<String> used = new TreeSet<>();
    for (JsonNode node : dashboard.findValues("datasource")) {
      used.add(node.path("uid").asText());
    }
    assertEquals(Set.of("${datasource}"), used);
  }

  @Test
  void noTwoDashboardsShareAUid() throws IOException {
    List<String> uids = new ArrayList<>();
    for (Path file : dashboards().toList()) {
      uids.add(new ObjectMapper().readTree(file.toFile()).path("uid").asText());
    }
    assertEquals(2, Set.copyOf(uids).size(), uids.toString());
  }

  @Test
  void theClusterGetsTheRulesAndEveryDashboard() throws IOException {
    JsonNode component = yaml(FOLDER.resolve("kustomization.yaml"));
    assertTrue(texts(component.path("resources")).contains("prometheusrule.yaml"));
    JsonNode generator = component.at("/configMapGenerator/0");
    assertEquals(
        dashboards().map(FOLDER::relativize).map(Path::toString).toList(),
        texts(generator.path("files")));
    assertEquals("1", generator.at("/options/labels/grafana_dashboard").asText());
  }

  /** Gates are in percent and points of it; slo.yaml has shares. */
  @Test
  void gatesOfTheCanaryHaveTheLimitsOfSloYaml() throws IOException {
    Map<String, String> expected = new HashMap<>();
    expected.put("request-volume", value("canary-requests"));
    expected.put("error-percentage", percent("canary-error-share"));
    expected.put("rejected-percentage", percent("rejected-share"));
    expected.put("p99-seconds", plain(new BigDecimal(value("ml-latency.bound"))));
    expected.put("p99-against-primary", value("canary-p99-ratio"));
    expected.put("accuracy-percentage", percent("canary-accuracy"));
    expected.put("accuracy-against-primary", percent("canary-accuracy-delta"));
    expected.put("gpu-utilization", value("gpu-idle"));
    Map<String, String> gates = new HashMap<>();
    for (JsonNode metric : yaml(Path.of("canary/canary.yaml")).at("/spec/analysis/metrics")) {
      String name = metric.path("name").asText();
      if (expected.containsKey(name)) {
        JsonNode limit = metric.path("thresholdRange").iterator().next();
        gates.put(name, plain(limit.decimalValue()));
      }
    }
    assertEquals(expected, gates);
  }

  private static String value(String name) {
    return PROMISES.values().fill("${" + name + "}", SloException::new);
  }

  private static String percent(String name) {
    return plain(new BigDecimal(value(name)).movePointRight(2));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new ObjectMapper().valueToTree(new Yaml().load(Files.readString(file)));
  }
}
