package com.footanalytics.vision.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What every pod keeps: the pod security standard "restricted", and more. */
final class PodRules {

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");
  private static final Set<String> NAMESPACES_OF_NODE = Set.of("hostNetwork", "hostPID", "hostIPC");

  private PodRules() {}

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    for (PodGroup group : FuturePods.of(manifests)) {
      List<String> broken = new ArrayList<>();
      pod(group.podSpec(), broken);
      container(group.container(), broken);
      resources(group, broken);
      broken.forEach(rule -> findings.add(group.owner() + ": " + rule));
    }
    manifests.ofKind("Namespace").stream()
        .filter(namespace ->
            !"restricted"
                .equals(
                    namespace
                        .tree()
                        .at("metadata.labels")
                        .texts()
                        .get("pod-security.kubernetes.io/enforce")))
        .forEach(namespace -> findings.add(namespace.title() + ": does not enforce restricted"));
    for (Manifest account : manifests.ofKind("ServiceAccount")) {
      if (account.namespace().equals("ai-processing")
          && !account.tree().get("automountServiceAccountToken").isFalse()) {
        findings.add(account.title() + ": hands out its token");
      }
    }
    return findings;
  }

  private static void pod(Tree pod, List<String> broken) {
    if (!pod.at("securityContext.runAsNonRoot").isTrue()
        || pod.at("securityContext.runAsUser").count(0) == 0) {
      broken.add("may run as root");
    }
    if (!pod.text("securityContext.seccompProfile.type").equals("RuntimeDefault")) {
      broken.add("has no seccomp profile");
    }
    if (!pod.get("automountServiceAccountToken").isFalse()) {
      broken.add("gets a token for the Kubernetes API");
    }
    if (!pod.get("enableServiceLinks").isFalse()) {
      broken.add("gets other services' addresses into its environment");
    }
    if (pod.get("containers").items().size() != 1) {
      broken.add("is not one container");
    }
    NAMESPACES_OF_NODE.stream()
        .filter(field -> pod.get(field).isTrue())
        .forEach(field -> broken.add("takes its node's: " + field));
    for (Tree volume : pod.get("volumes").items()) {
      volume.entries().keySet().stream()
          .filter(key -> !key.equals("name") && !VOLUMES.contains(key))
          .forEach(key -> broken.add("mounts " + key));
    }
  }

  private static void container(Tree container, List<String> broken) {
    Tree security = container.get("securityContext");
    if (!security.get("allowPrivilegeEscalation").isFalse()
        || security.get("privileged").isTrue()) {
      broken.add("may gain privileges");
    }
    if (!security.at("capabilities.drop").words().equals(List.of("ALL"))
        || security.at("capabilities.add").exists()) {
      broken.add("keeps capabilities");
    }
    if (!security.get("readOnlyRootFilesystem").isTrue()) {
      broken.add("can write into its image");
    }
    String image = container.text("image");
    if (!image.matches(".+(:[\\w.-]+|@sha256:[0-9a-f]{64})") || image.endsWith(":latest")) {
      broken.add("runs an image without a version: " + image);
    }
  }

  private static void resources(PodGroup group, List<String> broken) {
    Map<String, String> limits = group.container().at("resources.limits").texts();
    Map<String, String> requests = group.container().at("resources.requests").texts();
    if (group.isService() && !limits.equals(requests)) {
      broken.add("requests less than it may take, so it is evicted first: " + requests);
    }
    Stream.of("cpu", "memory", "ephemeral-storage")
        .filter(resource -> !limits.containsKey(resource) || !requests.containsKey(resource))
        .forEach(resource -> broken.add("has no bound on " + resource));
    double volumes =
        group.podSpec().get("volumes").items().stream()
            .map(volume -> volume.get("emptyDir"))
            .filter(Tree::exists)
            .mapToDouble(volume -> Quantities.bytes(volume.text("sizeLimit")))
            .sum();
    if (volumes > Quantities.bytes(limits.getOrDefault("ephemeral-storage", "0"))) {
      broken.add("has volumes of more than its ephemeral storage");
    }
  }
}
