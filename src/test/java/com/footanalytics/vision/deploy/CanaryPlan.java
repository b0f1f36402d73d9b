package com.footanalytics.vision.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Canary asks Flagger to do, with the questions of its gates.
 *
 * @param target the Deployment whose pods are the canary
 * @param interval between two rounds of checks
 * @param threshold failed rounds after which the canary is taken back
 * @param stepWeights percent of the traffic, round by round; empty if blue-green
 * @param iterations rounds without traffic; 0 if by weights
 */
record CanaryPlan(
    String namespace,
    String target,
    Duration interval,
    int threshold,
    List<Integer> stepWeights,
    int iterations,
    List<Gate> gates) {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{ *(\\w+) *}}");

  /**
   * One gate.
   *
   * @param address of the Prometheus that is asked
   * @param template the question, with variables
   */
  record Gate(
      String name,
      String address,
      String template,
      String interval,
      OptionalDouble min,
      OptionalDouble max) {

    /** Whether an answer lets the release go on; no answer and no number do not. */
    boolean admits(OptionalDouble answer) {
      return answer.isPresent()
          && !Double.isNaN(answer.getAsDouble())
          && (min.isEmpty() || answer.getAsDouble() >= min.getAsDouble())
          && (max.isEmpty() || answer.getAsDouble() <= max.getAsDouble());
    }
  }

  /** The only Canary of some manifests. */
  static CanaryPlan of(Manifests manifests) {
    Manifest canary = manifests.ofKind("Canary").getFirst();
    Tree analysis = canary.spec().get("analysis");
    return new CanaryPlan(
        canary.namespace(),
        canary.spec().text("targetRef.name"),
        Quantities.duration(analysis.text("interval")),
        analysis.get("threshold").count(0),
        analysis.get("stepWeights").items().stream().map(weight -> weight.count(0)).toList(),
        analysis.get("iterations").count(0),
        analysis.get("metrics").items().stream().map(metric -> gate(manifests, metric)).toList());
  }

  /** Good rounds that a release needs. */
  int steps() {
    return Math.max(stepWeights.size(), iterations);
  }

  /** A gate's question as Flagger sends it: variables replaced, white space joined. */
  String render(Gate gate) {
    return render(gate, namespace, gate.interval());
  }

  /** The same about pods of another namespace, over another time such as {@code 4s}. */
  String render(Gate gate, String namespace, String interval) {
    Map<String, String> variables =
        Map.of(
            "name", target,
            "namespace", namespace,
            "target", target,
            "service", target,
            "ingress", target,
            "interval", interval);
    return VARIABLE
        .matcher(gate.template())
        .replaceAll(found ->
            Matcher.quoteReplacement(
                Optional.ofNullable(variables.get(found.group(1)))
                    .orElseThrow(() ->
                        new IllegalArgumentException(
                            gate.name() + ": no variable " + found.group(1)))))
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static Gate gate(Manifests manifests, Tree metric) {
    Tree template =
        manifests
            .find("MetricTemplate", metric.text("templateRef.name"))
            .map(Manifest::spec)
            .orElse(new Tree(null));
    return new Gate(
        metric.text("name"),
        template.text("provider.address"),
        template.text("query"),
        metric.get("interval").exists() ? metric.text("interval") : "1m",
        bound(metric.at("thresholdRange.min")),
        bound(metric.at("thresholdRange.max")));
  }

  private static OptionalDouble bound(Tree bound) {
    return bound.number().map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
