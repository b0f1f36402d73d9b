package com.footanalytics.vision.deploy;

import com.footanalytics.vision.deploy.PodGroup.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods that manifests end in. Where a Canary has a Deployment for its target, Flagger makes a
 * copy for the primary: one selector label gets the suffix {@code -primary}, in the selector and in
 * the pods' labels; all other labels are copied as they are, and so are all other objects.
 */
final class FuturePods {

  /** The labels that Flagger takes for the selector's, the first that it finds. */
  private static final List<String> SELECTOR_LABELS =
      List.of("app", "name", "app.kubernetes.io/name");

  private FuturePods() {}

  static List<PodGroup> of(Manifests manifests) {
    List<PodGroup> groups = new ArrayList<>();
    for (Manifest deployment : manifests.ofKind("Deployment")) {
      Tree scaler = scaler(manifests, deployment);
      int fixed = deployment.spec().get("replicas").count(1);
      int least = scaler.get("minReplicas").count(scaler.get("minReplicaCount").count(fixed));
      int most = scaler.get("maxReplicas").count(scaler.get("maxReplicaCount").count(fixed));
      Optional<Manifest> canary = canaryOf(manifests, deployment.name());
      Role role = canary.isPresent() ? Role.CANARY : Role.PLAIN;
      Tree template = deployment.spec().get("template");
      groups.add(
          new PodGroup(
              deployment.name(),
              deployment.namespace(),
              role,
              template.at("metadata.labels").texts(),
              template,
              deployment.spec(),
              least,
              most));
      canary.ifPresent(gate -> groups.add(primary(deployment, gate, least, most)));
    }
    return groups;
  }

  /** The pods of a Deployment, which may be one that Flagger makes. */
  static Optional<PodGroup> named(Manifests manifests, String owner) {
    return of(manifests).stream().filter(group -> group.owner().equals(owner)).findFirst();
  }

  static Optional<Manifest> canaryOf(Manifests manifests, String deployment) {
    return manifests.ofKind("Canary").stream()
        .filter(canary -> canary.spec().text("targetRef.name").equals(deployment))
        .findFirst();
  }

  private static Tree scaler(Manifests manifests, Manifest deployment) {
    return manifests.all().stream()
        .filter(object ->
            object.kind().equals("HorizontalPodAutoscaler") || object.kind().equals("ScaledObject"))
        .map(Manifest::spec)
        .filter(spec -> spec.text("scaleTargetRef.name").equals(deployment.name()))
        .findFirst()
        .orElse(new Tree(null));
  }

  private static PodGroup primary(Manifest deployment, Manifest canary, int least, int most) {
    Map<String, String> selector = deployment.spec().at("selector.matchLabels").texts();
    String label =
        SELECTOR_LABELS.stream().filter(selector::containsKey).findFirst().orElse("none");
    Map<String, String> labels =
        new LinkedHashMap<>(deployment.spec().at("template.metadata.labels").texts());
    labels.put(label, selector.get(label) + "-primary");
    Tree bounds = canary.spec().at("autoscalerRef.primaryScalerReplicas");
    return new PodGroup(
        deployment.name() + "-primary",
        deployment.namespace(),
        Role.PRIMARY,
        labels,
        deployment.spec().get("template"),
        deployment.spec(),
        bounds.get("minReplicas").count(least),
        bounds.get("maxReplicas").count(most));
  }
}
