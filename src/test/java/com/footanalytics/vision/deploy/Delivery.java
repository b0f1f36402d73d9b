package com.footanalytics.vision.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether Argo CD may apply what there is, and leaves alone what others decide. */
final class Delivery {

  private static final Set<String> CLUSTER_WIDE = Set.of("Namespace");

  private Delivery() {}

  /**
   * What is wrong with Argo CD's view of some objects.
   *
   * @param argocd the project and the application
   * @param applied what the application applies
   */
  static List<String> findings(Manifests argocd, Manifests applied) {
    List<String> findings = new ArrayList<>();
    Manifest application = argocd.ofKind("Application").getFirst();
    Tree project = argocd.get("AppProject", application.spec().text("project")).spec();
    Set<String> cluster = kinds(project.get("clusterResourceWhitelist"));
    Set<String> namespaced = kinds(project.get("namespaceResourceWhitelist"));
    List<String> places =
        project.get("destinations").items().stream().map(place -> place.text("namespace")).toList();
    for (Manifest object : applied.all()) {
      if (object.kind().equals("ChaosEngine")) {
        continue;
      }
      boolean wide = CLUSTER_WIDE.contains(object.kind());
      if (!(wide ? cluster : namespaced).contains(object.group() + "/" + object.kind())) {
        findings.add(object.title() + ": not among what the project may create");
      }
      if (!wide && !places.contains(object.namespace())) {
        findings.add(object.title() + ": not in a namespace of the project");
      }
    }
    if (!project.get("sourceRepos").words().contains(application.spec().text("source.repoURL"))) {
      findings.add("the project does not know the application's repository");
    }
    if (cluster.contains("*/*") || namespaced.contains("*/*") || places.contains("*")) {
      findings.add("the project may create anything");
    }
    replicas(application, applied, findings);
    return findings;
  }

  /** Numbers of pods that somebody else decides on are no difference. */
  private static void replicas(Manifest application, Manifests applied, List<String> findings) {
    List<String> ignored =
        application.spec().get("ignoreDifferences").items().stream()
            .filter(entry -> entry.get("jsonPointers").words().contains("/spec/replicas"))
            .map(entry -> entry.text("name"))
            .toList();
    FuturePods.of(applied).stream()
        .filter(group -> group.role() != PodGroup.Role.PRIMARY)
        .filter(group -> group.most() != group.least())
        .filter(group -> !ignored.contains(group.owner()))
        .forEach(
            group -> findings.add(group.owner() + ": Argo CD would set its number of pods back"));
    List<String> options = application.spec().at("syncPolicy.syncOptions").words();
    if (!options.contains("RespectIgnoreDifferences=true")) {
      findings.add("what is no difference is written all the same");
    }
  }

  private static Set<String> kinds(Tree list) {
    return list.items().stream()
        .map(kind -> kind.text("group") + "/" + kind.text("kind"))
        .collect(Collectors.toSet());
  }
}
