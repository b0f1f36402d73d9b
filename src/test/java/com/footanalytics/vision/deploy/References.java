package com.footanalytics.vision.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether every object that another names will be there. */
final class References {

  private References() {}

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    Map<String, Set<String>> secrets = secrets(manifests);
    for (PodGroup group : FuturePods.of(manifests)) {
      Tree pod = group.podSpec();
      need(manifests, group.owner(), "ServiceAccount", pod.text("serviceAccountName"), findings);
      for (Tree source : group.container().get("envFrom").items()) {
        need(manifests, group.owner(), "ConfigMap", source.text("configMapRef.name"), findings);
        secret(secrets, group.owner(), source.text("secretRef.name"), "", findings);
      }
      Set<String> mounts = new HashSet<>();
      group
          .container()
          .get("volumeMounts")
          .items()
          .forEach(mount -> mounts.add(mount.text("name")));
      for (Tree volume : pod.get("volumes").items()) {
        need(manifests, group.owner(), "ConfigMap", volume.text("configMap.name"), findings);
        need(
            manifests,
            group.owner(),
            "PersistentVolumeClaim",
            volume.text("persistentVolumeClaim.claimName"),
            findings);
        mounts.remove(volume.text("name"));
      }
      mounts.forEach(mount -> findings.add(group.owner() + ": mounts no volume: " + mount));
    }
    for (Manifest object : manifests.all()) {
      String owner = object.title();
      Tree spec = object.spec();
      switch (object.kind()) {
        case "RoleBinding" ->
            need(manifests, owner, "Role", object.tree().text("roleRef.name"), findings);
        case "AlertProvider" ->
            secret(secrets, owner, spec.text("secretRef.name"), "address", findings);
        case "TriggerAuthentication" ->
            spec.get("secretTargetRef")
                .items()
                .forEach(
                    use -> secret(secrets, owner, use.text("name"), use.text("key"), findings));
        case "ScaledObject" ->
            spec.get("triggers")
                .items()
                .forEach(trigger ->
                    need(
                        manifests,
                        owner,
                        "TriggerAuthentication",
                        trigger.text("authenticationRef.name"),
                        findings));
        case "Canary" -> {
          need(manifests, owner, "Deployment", spec.text("targetRef.name"), findings);
          need(
              manifests,
              owner,
              "HorizontalPodAutoscaler",
              spec.text("autoscalerRef.name"),
              findings);
          spec.at("analysis.alerts")
              .items()
              .forEach(alert ->
                  need(
                      manifests, owner, "AlertProvider", alert.text("providerRef.name"), findings));
        }
        case "AlertmanagerConfig" -> keys(spec.get("receivers"), secrets, owner, findings);
        default -> {}
      }
      if (!object.kind().equals("Namespace")
          && object.namespace().isEmpty()
          && isNamespaced(object)) {
        findings.add(owner + ": names no namespace");
      }
    }
    return findings;
  }

  private static boolean isNamespaced(Manifest object) {
    return !Set.of("NodePool", "PriorityClass").contains(object.kind());
  }

  /** Secrets that are read below a receiver, as name and key. */
  private static void keys(
      Tree receivers, Map<String, Set<String>> secrets, String owner, List<String> findings) {
    for (Tree receiver : receivers.items()) {
      for (Tree configs : receiver.entries().values()) {
        for (Tree config : configs.items()) {
          config.entries().values().stream()
              .filter(value -> value.get("key").exists() && value.get("name").exists())
              .forEach(use -> secret(secrets, owner, use.text("name"), use.text("key"), findings));
        }
      }
    }
  }

  private static Map<String, Set<String>> secrets(Manifests manifests) {
    Map<String, Set<String>> secrets = new HashMap<>();
    for (Manifest external : manifests.ofKind("ExternalSecret")) {
      Set<String> keys = new HashSet<>();
      external.spec().get("data").items().forEach(entry -> keys.add(entry.text("secretKey")));
      secrets.put(external.spec().text("target.name"), keys);
    }
    return secrets;
  }

  private static void secret(
      Map<String, Set<String>> secrets,
      String owner,
      String name,
      String key,
      List<String> findings) {
    if (!name.isEmpty()
        && !(secrets.containsKey(name) && (key.isEmpty() || secrets.get(name).contains(key)))) {
      findings.add("%s: no secret %s with %s".formatted(owner, name, key));
    }
  }

  private static void need(
      Manifests manifests, String owner, String kind, String name, List<String> findings) {
    if (!name.isEmpty() && manifests.find(kind, name).isEmpty()) {
      findings.add("%s: no %s %s".formatted(owner, kind, name));
    }
  }
}
