package com.footanalytics.vision.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one instance stops to keep what is promised, as the load test measured it, and what
 * autoscalers make of it.
 *
 * @param tree what the load test writes, and beside it {@code node}: on what it was measured
 */
record KneeFile(Tree tree) {

  static final Path FILE = Path.of("k8s/components/scaling/knee.json");

  private static final String SCHEMA = "footanalytics.load-knee/1";
  private static final String METRIC = "ml_inference_queue_depth";

  static KneeFile committed() {
    try {
      return parse(Files.readString(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KneeFile parse(String json) {
    try {
      return new KneeFile(new Tree(new ObjectMapper().readValue(json, Object.class)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + json, e);
    }
  }

  /** What keeps the file from being a measurement that can be trusted. */
  List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    if (!tree.text("schema").equals(SCHEMA)) {
      gaps.add("schema: %s (expected: %s)".formatted(tree.text("schema"), SCHEMA));
    }
    for (String field : List.of("kind", "device", "model", "precision")) {
      if (tree.get("node").text(field).isBlank()) {
        gaps.add("node." + field + ": not said");
      }
    }
    if (!tree.get("found").isTrue() || !tree.at("knee.within_objectives").isTrue()) {
      gaps.add("found no knee, as no load was beyond the objectives or all was");
    }
    if (depth().filter(value -> value >= 1).isEmpty()) {
      gaps.add("autoscaler.queue_depth: %s (expected: at least 1)".formatted(quantity()));
    }
    return gaps;
  }

  /** Autoscalers of the pods that answer which do not aim at what was measured. */
  List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>(gaps());
    for (Manifest scaler : manifests.ofKind("HorizontalPodAutoscaler")) {
      List<Tree> targets =
          scaler.spec().get("metrics").items().stream()
              .filter(metric -> metric.text("pods.metric.name").equals(METRIC))
              .map(metric -> metric.at("pods.target"))
              .toList();
      if (targets.size() != 1) {
        findings.add(scaler.title() + ": has " + targets.size() + " targets for " + METRIC);
      }
      targets.stream()
          .filter(target ->
              !target.text("type").equals("AverageValue")
                  || !target.text("averageValue").equals(quantity()))
          .forEach(target ->
              findings.add(
                  "%s: %s per pod (expected: %s, as %s has it)"
                      .formatted(scaler.title(), target.texts(), quantity(), FILE)));
    }
    return findings;
  }

  /** The depth as Kubernetes writes it. */
  private String quantity() {
    return depth()
        .map(depth -> BigDecimal.valueOf(depth).stripTrailingZeros().toPlainString())
        .orElse("");
  }

  private Optional<Double> depth() {
    return tree.at("autoscaler.queue_depth").number();
  }
}
