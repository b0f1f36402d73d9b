package com.footanalytics.vision.slo;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingAmtool;
import com.footanalytics.vision.testing.TestingPrometheus.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * The route of alerts as Alertmanager itself understands it, written as the operator writes it: in
 * Alertmanager's own spelling, for this namespace alone, below whatever else there is, with secrets
 * put in.
 */
class AlertRouteTest {

  private static final Path ROUTE = Path.of("k8s/components/alerting/alertmanagerconfig.yaml");
  private static final Path RULES = Path.of("k8s/monitoring/prometheusrule.yaml");
  private static final String NAMESPACE = "ai-processing";
  private static final String ELSEWHERE = "elsewhere";

  @TempDir private Path folder;
  private Path configuration;

  @BeforeEach
  void write() throws IOException {
    configuration = folder.resolve("alertmanager.yml");
    Map<String, Object> spec = map(map(yaml(ROUTE)).get("spec"));
    Map<String, Object> route = map(spelled(spec.get("route")));
    route.put("matchers", List.of("namespace=\"%s\"".formatted(NAMESPACE)));
    route.put("continue", true);
    List<Object> receivers = new ArrayList<>(list(spelled(spec.get("receivers"))));
    receivers.add(Map.of("name", ELSEWHERE));
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("route", Map.of("receiver", ELSEWHERE, "routes", List.of(route)));
    whole.put("inhibit_rules", spelled(spec.get("inhibitRules")));
    whole.put("receivers", receivers);
    Files.writeString(configuration, new Yaml().dump(whole));
  }

  @Test
  void itIsValid() {
    Ended check = TestingAmtool.run("check-config", configuration.toString());
    assertEquals(0, check.status(), check.output());
    assertTrue(check.output().contains("- 1 inhibit rules"), check.output());
    assertTrue(check.output().contains("- 3 receivers"), check.output());
  }

  @Test
  void whatIsCriticalPagesAndWhatIsNotIsWrittenWhicheverTeamItIsOf() throws IOException {
    Set<String> severities = new TreeSet<>();
    Set<String> teams = new TreeSet<>();
    for (Map<String, Object> alert : alerts()) {
      Map<String, Object> labels = map(alert.get("labels"));
      String severity = String.valueOf(labels.get("severity"));
      String team = String.valueOf(labels.get("team"));
      severities.add(severity);
      teams.add(team);
      assertRouted(
          severity.equals("critical") ? "pagerduty" : "slack",
          "alertname=" + alert.get("alert"),
          "severity=" + severity,
          "team=" + team,
          "namespace=" + NAMESPACE);
    }
    assertEquals(Set.of("critical", "warning"), severities);
    assertFalse(teams.contains("null"), teams::toString);
  }

  @Test
  void whatHasNoSeverityIsWrittenToo() {
    assertRouted("slack", "alertname=New", "namespace=" + NAMESPACE);
  }

  @Test
  void anotherNamespacesAlertsAreNotTaken() {
    assertRouted(ELSEWHERE, "alertname=New", "severity=critical", "namespace=billing");
    assertRouted(ELSEWHERE, "alertname=New", "severity=critical");
  }

  private void assertRouted(String receiver, String... labels) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "config",
                "routes",
                "test",
                "--config.file=" + configuration,
                "--verify.receivers=" + receiver));
    arguments.addAll(List.of(labels));
    Ended test = TestingAmtool.run(arguments.toArray(String[]::new));
    assertEquals(0, test.status(), List.of(labels) + ": " + test.output());
  }

  private static List<Map<String, Object>> alerts() throws IOException {
    List<Map<String, Object>> alerts = new ArrayList<>();
    for (Object group : list(map(map(yaml(RULES)).get("spec")).get("groups"))) {
      for (Object rule : list(map(group).get("rules"))) {
        if (map(rule).containsKey("alert")) {
          alerts.add(map(rule));
        }
      }
    }
    assertFalse(alerts.isEmpty());
    return alerts;
  }

  /** As Alertmanager spells it. */
  private static Object spelled(@Nullable Object value) {
    return switch (requireNonNull(value)) {
      case List<?> items -> items.stream().map(AlertRouteTest::spelled).toList();
      case Map<?, ?> fields when fields.keySet().equals(Set.of("name", "value")) ->
          "%s=\"%s\"".formatted(fields.get("name"), fields.get("value"));
      case Map<?, ?> fields when fields.keySet().equals(Set.of("name", "key")) ->
          "https://secret.example";
      case Map<?, ?> fields -> {
        Map<String, Object> renamed = new LinkedHashMap<>();
        fields.forEach(
            (name, field) -> renamed.put(spelling(String.valueOf(name)), spelled(field)));
        yield renamed;
      }
      case Object other -> other;
    };
  }

  private static String spelling(String name) {
    return switch (name) {
      case "pagerDutyLinkConfigs" -> "links";
      case "pagerdutyConfigs" -> "pagerduty_configs";
      case "apiURL" -> "api_url";
      case "sourceMatch" -> "source_matchers";
      case "targetMatch" -> "target_matchers";
      case "alt" -> "text";
      default -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    };
  }

  private static Object yaml(Path file) throws IOException {
    return new Yaml().load(Files.readString(file));
  }

  @SuppressWarnings("unchecked") // YAML's keys are texts here
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) requireNonNull(value);
  }
}
