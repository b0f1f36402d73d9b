package com.footanalytics.vision.slo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * A question to Prometheus that this repository ships, with its variables filled in.
 *
 * @param place where it stands
 * @param expression in PromQL
 * @param alerts whether it has a value only while something is wrong
 */
record Question(String place, String expression, boolean alerts) {

  static final String NAMESPACE = "ai-processing";

  /** The name of canary pods; with {@code -primary}, that of the others. */
  static final String WORKLOAD = "ml-pipeline";

  private static final Path FOLDER = Path.of("k8s/monitoring");
  private static final Path RUNBOOKS = Path.of("docs/runbooks");
  private static final Path TEMPLATES = Path.of("canary/metric-templates.yaml");
  private static final Path CHAOS = Path.of("k8s/components/chaos");
  private static final Path ADAPTER = Path.of("k8s/platform/prometheus-adapter.values.yaml");
  private static final Pattern PROMQL = Pattern.compile("(?s)```promql\\n(.*?)```");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * All of them: recordings first, then alerts, dashboards, gates of the canary, probes of faults,
   * what the autoscaler's adapter asks, runbooks.
   */
  static List<Question> all() {
    try {
      List<Question> questions = new ArrayList<>();
      Promises promises = PromisesReader.read(FOLDER.resolve("slo.yaml"));
      Alerts alerts = new Alerts(promises);
      for (Objective objective : promises.objectives()) {
        new ObjectiveRecordings(promises, objective).groups().forEach(g -> add(questions, g));
      }
      promises.objectives().forEach(objective -> add(questions, alerts.burning(objective)));
      add(questions, alerts.causes());
      for (Path file : files(FOLDER.resolve("dashboards"), ".json")) {
        for (JsonNode panel : JSON.readTree(file.toFile()).path("panels")) {
          for (JsonNode target : panel.path("targets")) {
            String place = file.getFileName() + ": " + panel.path("title").asText();
            questions.add(new Question(place, dashboard(target.path("expr").asText()), false));
          }
        }
      }
      for (JsonNode template : documents(TEMPLATES)) {
        String place = "gate " + template.at("/metadata/name").asText();
        questions.add(new Question(place, gate(template.at("/spec/query").asText()), false));
      }
      for (Path file : files(CHAOS, "-experiment.yaml")) {
        for (String query : documents(file).getFirst().findValuesAsText("query")) {
          questions.add(new Question(file.getFileName().toString(), query, false));
        }
      }
      for (JsonNode rule : documents(ADAPTER).getFirst().at("/rules/custom")) {
        questions.add(new Question("adapter", adapter(rule), false));
      }
      for (Path file : files(RUNBOOKS, ".md")) {
        Matcher blocks = PROMQL.matcher(Files.readString(file));
        while (blocks.find()) {
          String expression = blocks.group(1).strip();
          questions.add(new Question(file.getFileName().toString(), expression, false));
        }
      }
      return questions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(List<Question> questions, RuleGroup group) {
    for (Rule rule : group.rules()) {
      questions.add(
          switch (rule) {
            case Rule.Recording recording ->
                new Question(recording.name(), recording.expression(), false);
            case Rule.Alert alert -> new Question(alert.name(), alert.expression(), true);
          });
    }
  }

  private static String dashboard(String expression) {
    return expression
        .replace("$namespace", NAMESPACE)
        .replace("$workload", WORKLOAD)
        .replace("$__rate_interval", "1m");
  }

  /** As Flagger sends it. */
  private static String gate(String template) {
    return template
        .replaceAll("\\{\\{ *namespace *}}", NAMESPACE)
        .replaceAll("\\{\\{ *target *}}", WORKLOAD)
        .replaceAll("\\{\\{ *interval *}}", "1m")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** As the adapter asks for one namespace. */
  private static String adapter(JsonNode rule) {
    String series = rule.path("seriesQuery").asText();
    return rule.path("metricsQuery")
        .asText()
        .replace("<<.GroupBy>>", "pod")
        .replace("<<.Series>>", series.replaceFirst("\\{.*", ""))
        .replace("<<.LabelMatchers>>", "namespace=\"" + NAMESPACE + "\",pod!=\"\"");
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Yaml().loadAll(Files.readString(file))) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
