package com.footanalytics.vision.deploy;

import java.util.ArrayList;
import java.util.List;

/** Whether all GPUs that may be asked for at once fit into the pool. */
final class GpuBudget {

  static final String WHOLE = "nvidia.com/gpu";

  private GpuBudget() {}

  /** GPUs if primary, canary and workers are at their most and each is being replaced. */
  static int most(Manifests manifests) {
    return FuturePods.of(manifests).stream()
        .mapToInt(group -> (group.most() + group.surge()) * gpus(group))
        .sum();
  }

  /** GPUs that the pools may have. */
  static int pool(Manifests platform) {
    return platform.ofKind("NodePool").stream()
        .mapToInt(pool -> Integer.parseInt(pool.spec().get("limits").get(WHOLE).text()))
        .sum();
  }

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    int most = most(manifests);
    int pool = pool(manifests);
    if (most > pool) {
      findings.add("%d GPUs may be asked for (expected: <= %d, the pool's)".formatted(most, pool));
    }
    List<Tree> taints =
        manifests.ofKind("NodePool").stream()
            .flatMap(node -> node.spec().at("template.spec.taints").items().stream())
            .toList();
    for (PodGroup group : FuturePods.of(manifests)) {
      Tree resources = group.container().get("resources");
      if (!resources.at("requests").get(WHOLE).equals(resources.at("limits").get(WHOLE))) {
        findings.add(group.owner() + ": GPUs requested and limited differ");
      }
      boolean tolerates =
          taints.stream()
              .allMatch(taint ->
                  group.podSpec().get("tolerations").items().stream()
                      .anyMatch(toleration -> toleration.text("key").equals(taint.text("key"))));
      if (gpus(group) > 0 && !tolerates) {
        findings.add(group.owner() + ": does not tolerate the nodes that have GPUs");
      }
      boolean required =
          group
              .container()
              .get("env")
              .named("ML_PIPELINE_INFERENCE_REQUIRE_GPU")
              .text("value")
              .equals("true");
      if (gpus(group) > 0 && !required) {
        findings.add(group.owner() + ": may fall back to the processor unseen");
      }
    }
    return findings;
  }

  private static int gpus(PodGroup group) {
    return group.container().at("resources.requests").get(WHOLE).exists()
        ? Integer.parseInt(group.container().at("resources.requests").get(WHOLE).text())
        : 0;
  }
}
