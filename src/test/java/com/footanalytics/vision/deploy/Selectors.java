package com.footanalytics.vision.deploy;

import com.footanalytics.vision.deploy.PodGroup.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether everything that chooses pods chooses those that will be there. */
final class Selectors {

  private static final List<String> CHOOSERS =
      List.of(
          "NetworkPolicy", "PodMonitor", "PeerAuthentication", "AuthorizationPolicy", "Service");

  private Selectors() {}

  static List<String> findings(Manifests manifests) {
    List<PodGroup> groups = FuturePods.of(manifests);
    List<String> findings = new ArrayList<>();
    chosen(manifests, groups, findings);
    covered(manifests, groups, findings);
    budgets(manifests, groups, findings);
    own(manifests, groups, findings);
    faults(manifests, groups, findings);
    return findings;
  }

  /** The pods that an object chooses. */
  static List<PodGroup> chosen(Manifest object, List<PodGroup> groups) {
    return groups.stream()
        .filter(group -> group.namespace().equals(object.namespace()))
        .filter(group -> selector(object).matches(group.labels()))
        .toList();
  }

  private static LabelSelector selector(Manifest object) {
    Tree spec = object.spec();
    return new LabelSelector(
        switch (object.kind()) {
          case "NetworkPolicy" -> spec.get("podSelector");
          case "Service" -> new Tree(Map.of("matchLabels", orEmpty(spec.get("selector"))));
          default -> spec.get("selector");
        });
  }

  private static Object orEmpty(Tree tree) {
    return tree.value() == null ? Map.of() : tree.value();
  }

  private static void chosen(Manifests manifests, List<PodGroup> groups, List<String> findings) {
    for (String kind : CHOOSERS) {
      for (Manifest object : manifests.ofKind(kind)) {
        if (chosen(object, groups).isEmpty()) {
          findings.add(object.title() + ": chooses no pods");
        }
      }
    }
  }

  /** Every pod of ours is watched, and in a mesh only spoken to by whom a policy names. */
  private static void covered(Manifests manifests, List<PodGroup> groups, List<String> findings) {
    List<String> needed = new ArrayList<>(List.of("NetworkPolicy"));
    Stream.of("PodMonitor", "PeerAuthentication", "AuthorizationPolicy")
        .filter(kind -> !manifests.ofKind(kind).isEmpty() || !manifests.ofKind("Canary").isEmpty())
        .forEach(needed::add);
    for (PodGroup group : groups.stream().filter(PodGroup::isService).toList()) {
      for (String kind : needed) {
        boolean covered =
            manifests.ofKind(kind).stream()
                .filter(object -> !kind.equals("NetworkPolicy") || isSpecific(object))
                .anyMatch(object -> chosen(object, groups).contains(group));
        if (!covered) {
          findings.add(group.owner() + ": no " + kind + " is about its pods");
        }
      }
    }
    boolean denied =
        manifests.ofKind("NetworkPolicy").stream()
            .anyMatch(policy ->
                !isSpecific(policy)
                    && policy.spec().get("policyTypes").words().size() == 2
                    && !policy.spec().get("ingress").exists()
                    && !policy.spec().get("egress").exists());
    if (!denied) {
      findings.add("no NetworkPolicy denies what none allows");
    }
  }

  private static boolean isSpecific(Manifest policy) {
    return !policy.spec().get("podSelector").entries().isEmpty();
  }

  /** A budget is of pods that serve, and who serves with several pods has just one. */
  private static void budgets(Manifests manifests, List<PodGroup> groups, List<String> findings) {
    List<Manifest> budgets = manifests.ofKind("PodDisruptionBudget");
    for (Manifest budget : budgets) {
      List<PodGroup> chosen = chosen(budget, groups);
      if (chosen.isEmpty() || chosen.stream().anyMatch(group -> group.role() == Role.CANARY)) {
        findings.add(budget.title() + ": guards no pods that serve between releases");
      }
    }
    for (PodGroup group : groups) {
      long of = budgets.stream().filter(budget -> chosen(budget, groups).contains(group)).count();
      if (group.isService() && group.role() != Role.CANARY && group.most() > 1 && of != 1) {
        findings.add("%s: %d budgets (expected: 1)".formatted(group.owner(), of));
      }
    }
  }

  /** A Deployment chooses its own pods, by one label where Flagger copies it, and spreads them. */
  private static void own(Manifests manifests, List<PodGroup> groups, List<String> findings) {
    for (PodGroup group : groups) {
      if (group.role() == Role.PRIMARY) {
        continue;
      }
      Tree selector = group.deployment().get("selector");
      if (!new LabelSelector(selector).matches(group.labels())) {
        findings.add(group.owner() + ": does not choose its own pods");
      }
      if (group.role() == Role.CANARY
          && !selector.get("matchLabels").texts().keySet().equals(java.util.Set.of("app"))) {
        findings.add(group.owner() + ": chooses by more than `app`, of which Flagger renames one");
      }
      boolean others =
          groups.stream()
              .filter(other -> other != group)
              .anyMatch(other -> new LabelSelector(selector).matches(other.labels()));
      if (others) {
        findings.add(group.owner() + ": also chooses the pods of another");
      }
      for (Tree spread : group.podSpec().get("topologySpreadConstraints").items()) {
        if (!spread.get("labelSelector").texts().equals(selector.texts())) {
          findings.add(group.owner() + ": spreads by labels other than its selector's");
        }
      }
    }
    for (Manifest monitor : manifests.ofKind("PodMonitor")) {
      for (Tree endpoint : monitor.spec().get("podMetricsEndpoints").items()) {
        chosen(monitor, groups).stream()
            .filter(group -> group.port(endpoint.text("port")).isEmpty())
            .forEach(group ->
                findings.add(
                    "%s: %s has no port %s"
                        .formatted(monitor.title(), group.owner(), endpoint.text("port"))));
      }
      if (!monitor.spec().get("podTargetLabels").words().contains("app")) {
        findings.add(monitor.title() + ": series do not tell canary and primary apart");
      }
    }
  }

  /** A fault hits pods that serve. */
  private static void faults(Manifests manifests, List<PodGroup> groups, List<String> findings) {
    for (Manifest engine : manifests.ofKind("ChaosEngine")) {
      String[] label = engine.spec().text("appinfo.applabel").split("=", 2);
      boolean hits =
          groups.stream()
              .filter(group -> group.role() != Role.CANARY)
              .filter(group -> group.namespace().equals(engine.spec().text("appinfo.appns")))
              .anyMatch(group -> label[1].equals(group.labels().get(label[0])));
      if (!hits) {
        findings.add(engine.title() + ": hits no pods that serve");
      }
    }
  }
}
