package com.footanalytics.vision.deploy;

import com.footanalytics.vision.deploy.CanaryPlan.Gate;
import com.footanalytics.vision.deploy.PodGroup.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a Canary gates what it seems to gate. */
final class Releases {

  private static final String PROMETHEUS = "http://prometheus-operated.monitoring:9090";
  private static final Set<String> BUILT_IN = Set.of("request-success-rate", "request-duration");
  private static final Pattern FRESH = Pattern.compile("< (\\d+)\\)");
  private static final double P99_SECONDS = 2;
  private static final Set<String> NEEDED =
      Set.of(
          "ml-request-volume",
          "ml-error-percentage",
          "ml-p99-seconds",
          "ml-p99-ratio",
          "ml-accuracy-percentage",
          "ml-accuracy-delta");

  private Releases() {}

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    for (Manifest canary : manifests.ofKind("Canary")) {
      Tree analysis = canary.spec().get("analysis");
      gates(manifests, analysis, findings);
      questions(manifests, findings);
      routing(canary, findings);
      capacity(manifests, findings);
      Webhooks.check(manifests, canary, findings);
    }
    return findings;
  }

  private static void gates(Manifests manifests, Tree analysis, List<String> findings) {
    List<String> templates = new ArrayList<>();
    for (Tree metric : analysis.get("metrics").items()) {
      String name = metric.text("name");
      String template = metric.text("templateRef.name");
      templates.add(template);
      if (BUILT_IN.contains(name)) {
        findings.add(name + ": is blind to gRPC, counts milliseconds, and knows 5xx alone");
      }
      if (manifests.find("MetricTemplate", template).isEmpty()) {
        findings.add(name + ": no template to ask");
      }
      if (metric.get("thresholdRange").entries().isEmpty()) {
        findings.add(name + ": admits anything");
      }
    }
    NEEDED.stream()
        .filter(template -> !templates.contains(template))
        .forEach(template -> findings.add("no gate asks " + template));
    boolean gpu =
        FuturePods.of(manifests).stream()
            .filter(group -> group.role() == Role.CANARY)
            .anyMatch(group ->
                group.container().at("resources.limits").texts().keySet().stream()
                    .anyMatch(resource -> resource.startsWith("nvidia.com/")));
    if (gpu != templates.contains("ml-gpu-served-percentage")) {
      findings.add("whether the GPU is used is not gated as it is given");
    }
    if (manifests.ofKind("Canary").getFirst().spec().at("analysis.stepWeights").exists()
        == analysis.get("iterations").exists()) {
      findings.add("both weights and iterations, or neither");
    }
  }

  private static void questions(Manifests manifests, List<String> findings) {
    CanaryPlan plan = CanaryPlan.of(manifests);
    Map<String, String> environment =
        Environment.of(manifests, FuturePods.named(manifests, plan.target()).orElseThrow());
    long measured =
        Quantities.seconds(Options.effective("ml-pipeline.accuracy.interval", environment));
    for (Gate gate : plan.gates()) {
      if (!gate.template().isEmpty()) {
        if (!gate.address().equals(PROMETHEUS)) {
          findings.add(gate.name() + ": asks " + gate.address());
        }
        if (Quantities.seconds(gate.interval()) < 60) {
          findings.add(gate.name() + ": too short a time for several scrapes");
        }
        if (!gate.template().contains("app=\"{{ target }}\"")) {
          findings.add(gate.name() + ": does not ask about the canary");
        }
      }
      if (gate.template().contains("histogram_quantile")
          && !gate.template().contains("-primary")
          && !gate.max().equals(OptionalDouble.of(P99_SECONDS))) {
        findings.add(gate.name() + ": not the objective, 2 s");
      }
      if (gate.name().equals("accuracy-percentage")) {
        Matcher fresh = FRESH.matcher(gate.template());
        if (!fresh.find()
            || Long.parseLong(fresh.group(1)) < measured
            || Long.parseLong(fresh.group(1)) > 2 * measured) {
          findings.add(
              "accuracy is not asked to be as fresh as it is measured, %d s".formatted(measured));
        }
      }
      boolean ratio = gate.name().endsWith("-percentage");
      double bound = gate.max().orElse(gate.min().orElse(0));
      if (ratio && !gate.template().contains("100 *") || ratio && bound < 1) {
        findings.add(gate.name() + ": not in percent");
      }
    }
  }

  /** Streams and uploads last; what failed within the service is not sent again. */
  private static void routing(Manifest canary, List<String> findings) {
    Tree service = canary.spec().get("service");
    if (service.get("timeout").exists() || service.at("retries.perTryTimeout").exists()) {
      findings.add("a timeout of the route ends uploads, event streams and gRPC streams");
    }
    if (service
            .text("retries.retryOn")
            .matches(".*(5xx|gateway-error|503|resource-exhausted|reset).*")
        || !service.at("retries.retryOn").exists()) {
      findings.add("requests that were begun are sent again, which multiplies load");
    }
    if (service.at("trafficPolicy.outlierDetection.consecutive5xxErrors").count(5) > 0) {
      findings.add("pods are left out for answers that a caller's own deadline gives");
    }
    if (!service.get("portDiscovery").isTrue()) {
      findings.add("gRPC is not routed");
    }
    if (service.get("mirror").exists() || canary.spec().at("analysis.mirror").isTrue()) {
      findings.add("mirrored requests would upload videos and start jobs twice");
    }
  }

  /** The canary has pods for its share before it gets it. */
  private static void capacity(Manifests manifests, List<String> findings) {
    CanaryPlan plan = CanaryPlan.of(manifests);
    PodGroup pods = FuturePods.named(manifests, plan.target()).orElseThrow();
    PodGroup primary = FuturePods.named(manifests, plan.target() + "-primary").orElseThrow();
    int largest = plan.stepWeights().stream().mapToInt(Integer::intValue).max().orElse(0);
    double needed = Math.ceil(primary.most() * largest / 100.0);
    if (pods.least() < needed) {
      findings.add(
          "%d pods of the canary at %d %% of what %d carry (expected: %.0f)"
              .formatted(pods.least(), largest, primary.most(), needed));
    }
    boolean rising = plan.stepWeights().stream().sorted().toList().equals(plan.stepWeights());
    if (!rising) {
      findings.add("weights do not rise");
    }
  }
}
