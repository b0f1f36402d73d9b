package com.footanalytics.vision.deploy;

import java.util.ArrayList;
import java.util.List;

/** Faults on a schedule. */
final class Chaos {

  private static final String WINDOW = "0 2 * * 1-5";

  private Chaos() {}

  /** The engines that workflows create, which stand in them as text. */
  static Manifests engines(Manifests built) {
    return new Manifests(
        built.ofKind("CronWorkflow").stream()
            .flatMap(workflow -> workflow.spec().at("workflowSpec.templates").items().stream())
            .map(template -> template.at("resource.manifest"))
            .filter(Tree::exists)
            .flatMap(manifest -> Manifests.parse(manifest.text()).all().stream())
            .toList());
  }

  /** In the platform's window, each fault bound to an objective, and none that runs unasked. */
  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    for (Manifest workflow : manifests.ofKind("CronWorkflow")) {
      Tree spec = workflow.spec();
      if (!spec.get("schedules").words().equals(List.of(WINDOW))
          || !spec.text("timezone").equals("UTC")) {
        findings.add(workflow.title() + ": not once in the window, " + WINDOW + " UTC");
      }
      if (!spec.text("concurrencyPolicy").equals("Forbid")
          || spec.at("workflowSpec.activeDeadlineSeconds").count(Integer.MAX_VALUE) > 7200) {
        findings.add(workflow.title() + ": may still run when the window of two hours is over");
      }
      for (Tree template : spec.at("workflowSpec.templates").items()) {
        Tree resource = template.get("resource");
        if (resource.exists() && !resource.text("successCondition").contains("verdict == Pass")) {
          findings.add(template.text("name") + ": succeeds without a verdict");
        }
      }
    }
    for (Manifest engine : manifests.ofKind("ChaosEngine")) {
      if (!engine.tree().at("metadata.generateName").exists()) {
        findings.add(engine.title() + ": has a fixed name, so it would run when it is applied");
      }
      for (Tree experiment : engine.spec().get("experiments").items()) {
        List<Tree> probes = experiment.at("spec.probe").items();
        if (probes.stream().noneMatch(probe -> probe.text("type").equals("promProbe"))) {
          findings.add(engine.title() + ": no probe asks for an objective");
        }
      }
    }
    return findings;
  }
}
