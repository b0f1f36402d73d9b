package com.footanalytics.vision.deploy;

import com.footanalytics.vision.telemetry.Label;
import com.footanalytics.vision.telemetry.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Questions to Prometheus, held against the metrics that the service has. */
final class Queries {

  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("(\\w+) *(=~|!~|!=|=) *\"([^\"]*)\"");
  private static final Set<String> TARGET_LABELS = Set.of("namespace", "pod", "app", "le");

  /** Labels by series. */
  private static final Map<String, List<Label>> SERIES = series();

  private Queries() {}

  /** Every question of the objects, by where it stands. */
  static Map<String, String> of(Manifests manifests) {
    Map<String, String> queries = new HashMap<>();
    for (Manifest template : manifests.ofKind("MetricTemplate")) {
      queries.put(template.title(), template.spec().text("query"));
    }
    for (Manifest engine : manifests.ofKind("ChaosEngine")) {
      for (Tree experiment : engine.spec().get("experiments").items()) {
        for (Tree probe : experiment.at("spec.probe").items()) {
          queries.put(
              engine.title() + " " + probe.text("name"),
              probe.get("promProbe/inputs").text("query"));
        }
      }
    }
    return queries;
  }

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    of(manifests)
        .forEach((place, query) -> wrong(query).forEach(what -> findings.add(place + ": " + what)));
    manifests
        .ofKind("HorizontalPodAutoscaler")
        .forEach(scaler ->
            scaler.spec().get("metrics").items().stream()
                .map(metric -> metric.text("pods.metric.name"))
                .filter(name -> !name.isEmpty() && !SERIES.containsKey(name))
                .forEach(name -> findings.add(scaler.title() + ": no metric " + name)));
    return findings;
  }

  /** What is wrong with one question. */
  static List<String> wrong(String template) {
    String query = template.replaceAll("\\{\\{[^}]*}}", "x");
    List<String> wrong = new ArrayList<>();
    if (query.contains("#")) {
      wrong.add("a comment, which takes the rest of the query with it");
    }
    Matcher selector = SELECTOR.matcher(query);
    boolean found = false;
    while (selector.find()) {
      found = true;
      selector(query, selector, wrong);
    }
    if (!found) {
      wrong.add("asks for no series");
    }
    for (int at = query.indexOf("histogram_quantile");
        at >= 0;
        at = query.indexOf("histogram_quantile", at + 1)) {
      if (!query
          .substring(at)
          .matches("(?s)histogram_quantile\\(0[.]\\d+, sum by \\(le\\) \\(rate\\(.*")) {
        wrong.add("a quantile that is not of `sum by (le) (rate(...))`");
      }
    }
    List<String> parts = PromQl.splitAtTop(query, '/');
    if (parts.size() == 2
        && PromQl.choosesByOutcome(parts.getFirst())
        && !parts.getFirst().contains("histogram_quantile")
        && !parts.getFirst().contains("or vector(0)")) {
      wrong.add("a share that is nothing, and no 0, while its numerator never happened");
    }
    if (query.contains("increase(") && !query.contains("or vector(0)")) {
      wrong.add("an increase that is nothing, and no 0, while there are no series");
    }
    return wrong;
  }

  private static void selector(String query, Matcher selector, List<String> wrong) {
    String series = selector.group(1);
    List<Label> labels = SERIES.get(series);
    if (labels == null) {
      wrong.add("no metric " + series);
      return;
    }
    Matcher matcher = MATCHER.matcher(selector.group(2));
    while (matcher.find()) {
      String label = matcher.group(1);
      Optional<Label> known =
          labels.stream().filter(one -> one.publishedName().equals(label)).findFirst();
      if (known.isEmpty() && !TARGET_LABELS.contains(label)) {
        wrong.add(series + " has no label " + label);
      }
      List<String> values = known.map(Queries::values).orElse(List.of());
      Stream.of(matcher.group(3).split("[|]"))
          .filter(value -> !values.isEmpty() && !values.contains(value))
          .forEach(value -> wrong.add("%s is never %s".formatted(label, value)));
      if (label.equals("le") && !bounds(series).contains(matcher.group(3))) {
        wrong.add("%s has no bucket %s".formatted(series, matcher.group(3)));
      }
    }
    if (!selector.group(2).contains("namespace=")) {
      wrong.add(series + " of every namespace");
    }
    boolean total =
        series.endsWith("_count") || series.endsWith("_bucket") || series.endsWith("_total");
    String before = query.substring(0, selector.start());
    if (total && !before.endsWith("rate(") && !before.endsWith("increase(")) {
      wrong.add(series + " only grows, and stands without rate or increase");
    }
  }

  /** Those that may be asked for, if they are known; of a model only its own set is. */
  private static List<String> values(Label label) {
    return label == Label.DATASET ? List.of("golden") : label.known();
  }

  private static Set<String> bounds(String series) {
    return Arrays.stream(Meter.values())
        .filter(meter -> series.equals(meter.publishedName() + "_bucket"))
        .flatMap(meter -> meter.buckets().stream())
        .map(String::valueOf)
        .collect(Collectors.toSet());
  }

  /** The meters' own, and those that the contract promises where there is a GPU. */
  private static Map<String, List<Label>> series() {
    Map<String, List<Label>> series = new HashMap<>();
    for (String gpu :
        List.of(
            "nvidia_gpu_utilization_gpu",
            "nvidia_gpu_memory_used_bytes",
            "nvidia_gpu_memory_total_bytes")) {
      series.put(gpu, List.of(Label.GPU, Label.UUID));
    }
    for (Meter meter : Meter.values()) {
      List<Label> labels = meter.labels();
      switch (meter.kind()) {
        case TIMER, SUMMARY ->
            Stream.of("_bucket", "_count", "_sum")
                .forEach(suffix -> series.put(meter.publishedName() + suffix, labels));
        case COUNTER, GAUGE -> series.put(meter.publishedName(), labels);
      }
    }
    return series;
  }
}
