package com.footanalytics.vision.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which model serves, and that a release gates it. */
final class ModelPins {

  private static final String GATE = "accuracy-percentage";

  private ModelPins() {}

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    for (PodGroup group : FuturePods.of(manifests)) {
      if (group.isService()) {
        check(manifests, group, findings);
      }
    }
    return findings;
  }

  private static void check(Manifests manifests, PodGroup group, List<String> findings) {
    Map<String, String> variables = Environment.of(manifests, group);
    String[] id = variables.getOrDefault("ML_PIPELINE_ANALYSIS_MODEL", "").split(":");
    String precision = variables.getOrDefault("ML_PIPELINE_ANALYSIS_PRECISION", "");
    Path file = Path.of("models").resolve(id[0]).resolve(id[id.length - 1]).resolve("model.yaml");
    if (id.length != 2 || !Files.exists(file)) {
      findings.add(group.owner() + ": pins no version of a model that there is");
      return;
    }
    Tree model = read(file);
    String sha256 = model.at("precisions").get(precision).text("sha256");
    if (sha256.isEmpty() || !sha256.equals(variables.get("MODEL_SHA256"))) {
      findings.add(group.owner() + ": pins other weights than " + file + " has");
    }
    boolean tracked =
        group.container().get("envFrom").items().stream()
            .map(source -> source.text("configMapRef.name"))
            .anyMatch(name -> name.endsWith("-model"));
    if (!tracked) {
      findings.add(group.owner() + ": another model would be no change that Flagger sees");
    }
    if (group.role() == PodGroup.Role.CANARY) {
      gate(manifests, model, precision, variables, findings);
    }
  }

  /** The gate is below what the model recorded, and not far below. */
  private static void gate(
      Manifests manifests,
      Tree model,
      String precision,
      Map<String, String> variables,
      List<String> findings) {
    double recorded =
        100 * model.at("accuracy.golden").get(precision).get("map50").number().orElse(0.0);
    double tolerance =
        100 * Double.parseDouble(Options.effective("ml-pipeline.accuracy.tolerance", variables));
    double gate =
        CanaryPlan.of(manifests).gates().stream()
            .filter(candidate -> candidate.name().equals(GATE))
            .mapToDouble(candidate -> candidate.min().orElse(0))
            .findFirst()
            .orElse(0);
    if (gate > recorded - tolerance || gate < recorded - 5) {
      findings.add(
          "%s: %.1f (expected: %.1f to %.1f, by what the model records)"
              .formatted(GATE, gate, recorded - 5, recorded - tolerance));
    }
  }

  private static Tree read(Path file) {
    try {
      return Manifests.parse(Files.readString(file)).all().getFirst().tree();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
