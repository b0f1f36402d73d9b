package com.footanalytics.vision.deploy;

import com.footanalytics.vision.deploy.PodGroup.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who decides how many pods there are, and that nobody else does. */
final class Scaling {

  private static final Set<String> FLAGGERS =
      Set.of("Service", "VirtualService", "DestinationRule");

  private Scaling() {}

  static List<String> findings(Manifests manifests) {
    List<PodGroup> groups = FuturePods.of(manifests);
    List<String> findings = new ArrayList<>();
    for (Manifest object : manifests.all()) {
      String target = object.spec().text("scaleTargetRef.name");
      switch (object.kind()) {
        case "HorizontalPodAutoscaler" -> {
          if (!object.apiVersion().equals("autoscaling/v2")) {
            findings.add(object.title() + ": not autoscaling/v2");
          }
          if (object.spec().get("metrics").items().stream()
              .anyMatch(metric -> Set.of("External", "Object").contains(metric.text("type")))) {
            findings.add(object.title() + ": a metric about all pods moves canary and primary");
          }
          if (manifests.find("Deployment", target).isEmpty()) {
            findings.add(object.title() + ": no Deployment " + target);
          }
        }
        case "ScaledObject" -> {
          if (manifests.find("Deployment", target).isEmpty()) {
            findings.add(object.title() + ": no Deployment " + target);
          }
          if (FuturePods.canaryOf(manifests, target).isPresent()) {
            findings.add(object.title() + ": Flagger and KEDA do not share a Deployment");
          }
        }
        case "VerticalPodAutoscaler" -> {
          if (!object.spec().text("updatePolicy.updateMode").equals("Off")) {
            findings.add(object.title() + ": acts (expected: updateMode Off)");
          }
          String owner = object.spec().text("targetRef.name");
          if (groups.stream()
              .noneMatch(group -> group.owner().equals(owner) && group.role() != Role.CANARY)) {
            findings.add(object.title() + ": looks at no pods that serve");
          }
        }
        default -> {}
      }
    }
    for (PodGroup group : groups) {
      boolean scaled = group.role() != Role.PLAIN || group.most() > group.least();
      if (scaled && group.deployment().get("replicas").exists()) {
        findings.add(group.owner() + ": has a number of replicas beside who decides on it");
      }
    }
    for (Manifest canary : manifests.ofKind("Canary")) {
      String name = canary.spec().text("targetRef.name");
      manifests.all().stream()
          .filter(object -> FLAGGERS.contains(object.kind()) && object.name().startsWith(name))
          .forEach(object -> findings.add(object.title() + ": is Flagger's to make"));
    }
    return findings;
  }
}
