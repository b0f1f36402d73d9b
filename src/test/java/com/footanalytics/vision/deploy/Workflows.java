package com.footanalytics.vision.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what runs on GitHub may do no more than it must, and does what it is there for. */
final class Workflows {

  private static final Pattern ACTION = Pattern.compile("([\\w-]+)/[\\w-]+@v\\d+(\\.\\d+)*");
  private static final Set<String> OWNERS = Set.of("actions", "docker", "sigstore");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{");
  private static final Pattern SCRIPT = Pattern.compile("(?<![\\w/])(\\.ci|canary)/[\\w./-]+");

  /** Permissions to write, by the job that needs them. */
  private static final Map<String, Set<String>> WRITES =
      Map.of("image", Set.of("packages", "id-token", "attestations"));

  private Workflows() {}

  static List<String> findings(Tree workflow) {
    List<String> findings = new ArrayList<>();
    if (!workflow.get("permissions").texts().equals(Map.of("contents", "read"))) {
      findings.add("may do more than read by default");
    }
    // The key `on` is the boolean of YAML 1.1.
    if (workflow.entries().getOrDefault("true", new Tree(null)).get("pull_request_target").exists()
        || String.valueOf(workflow.value()).contains("pull_request_target")) {
      findings.add("runs what strangers propose with our rights");
    }
    workflow.get("jobs").entries().forEach((name, job) -> job(name, job, findings));
    return findings;
  }

  private static void job(String name, Tree job, List<String> findings) {
    if (job.get("uses").exists()) {
      action(name, job.text("uses"), findings);
      return;
    }
    if (!job.get("timeout-minutes").exists()) {
      findings.add(name + ": may run for hours");
    }
    job.get("permissions")
        .texts()
        .forEach((permission, access) -> {
          if (access.equals("write") && !WRITES.getOrDefault(name, Set.of()).contains(permission)) {
            findings.add(name + ": may write " + permission);
          }
        });
    for (Tree step : job.get("steps").items()) {
      if (step.get("uses").exists()) {
        action(name, step.text("uses"), findings);
      }
      if (step.text("uses").startsWith("actions/checkout")
          && !step.at("with.token").exists()
          && !step.get("with").get("persist-credentials").isFalse()) {
        findings.add(name + ": leaves a token in the checkout");
      }
      String run = step.text("run");
      if (EXPRESSION.matcher(run).find()) {
        findings.add(name + ": puts an expression into a script, where it may be code");
      }
      Matcher script = SCRIPT.matcher(run);
      while (script.find()) {
        if (!Files.isExecutable(Path.of(script.group()))) {
          findings.add("%s: no script %s".formatted(name, script.group()));
        }
      }
    }
  }

  /** A local workflow that is there, or an action of somebody we trust at a version. */
  private static void action(String job, String action, List<String> findings) {
    if (action.startsWith("./")) {
      if (!Files.exists(Path.of(action))) {
        findings.add(job + ": no workflow " + action);
      }
      return;
    }
    Matcher known = ACTION.matcher(action);
    if (!known.matches() || !OWNERS.contains(known.group(1))) {
      findings.add("%s: %s (expected: a version of %s)".formatted(job, action, OWNERS));
    }
  }

  /** Whether a release tests, builds, signs and delivers, in this order and by digest. */
  static List<String> releaseFindings(Tree release, ContainerFile file) {
    List<String> findings = new ArrayList<>();
    Tree jobs = release.get("jobs");
    if (!jobs.text("image.needs").equals("test") || !jobs.text("deliver.needs").equals("image")) {
      findings.add("delivers what was not tested, or not built");
    }
    for (Tree leg : jobs.at("image.strategy.matrix.include").items()) {
      String target = leg.text("target");
      if (file.stages().stream().noneMatch(stage -> stage.name().equals(target))) {
        findings.add("no target " + target);
      }
      boolean gpu = List.of(leg.text("profiles").split(",")).contains("gpu");
      if (gpu != target.equals("gpu") || !leg.text("profiles").startsWith("image")) {
        findings.add(target + ": packaged with profiles " + leg.text("profiles"));
      }
    }
    List<Tree> steps = jobs.at("image.steps").items();
    String scripts = String.join("\n", steps.stream().map(step -> step.text("run")).toList());
    List.of(
            ".ci/pin-bases",
            "canary/acceptance/acceptance.sh",
            "cosign sign --yes \"$IMAGE@$DIGEST\"",
            "cosign attest --yes --type cyclonedx")
        .forEach(part -> {
          if (!scripts.contains(part)) {
            findings.add("an image without: " + part);
          }
        });
    steps.stream()
        .filter(step -> step.text("uses").startsWith("docker/build-push-action"))
        .filter(step ->
            !step.text("with.file").equals(Images.FILE.toString())
                || !step.text("with.build-args").contains("steps.bases.outputs"))
        .forEach(_ -> findings.add("an image on bases that are not pinned"));
    if (steps.stream().noneMatch(step -> step.text("uses").contains("attest-build-provenance"))) {
      findings.add("nobody can tell where an image comes from");
    }
    String delivery =
        String.join(
            "\n", jobs.at("deliver.steps").items().stream().map(step -> step.text("run")).toList());
    if (!delivery.contains("cosign verify") || !delivery.contains(".ci/bump-digest gitops")) {
      findings.add("delivers what it has not verified");
    }
    if (delivery.contains("kubectl") || !delivery.contains("gh pr create")) {
      findings.add("delivers otherwise than by a pull request");
    }
    jobs.at("deliver.strategy.matrix.overlay").words().stream()
        .filter(overlay -> !Files.isDirectory(Path.of("k8s/overlays", overlay)))
        .forEach(overlay -> findings.add("no overlay " + overlay));
    return findings;
  }
}
