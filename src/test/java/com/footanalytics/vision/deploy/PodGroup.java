package com.footanalytics.vision.deploy;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Pods that will be alike in the cluster.
 *
 * @param owner the Deployment that makes them
 * @param role what they are to a release
 * @param labels as their pods carry them
 * @param template of the pods, as their Deployment has it
 * @param deployment the spec that their Deployment has
 * @param most pods that there may be, those that a rolling update adds not counted
 */
record PodGroup(
    String owner,
    String namespace,
    Role role,
    Map<String, String> labels,
    Tree template,
    Tree deployment,
    int least,
    int most) {

  /** What pods are to a release. */
  enum Role {
    /** Between releases there are none. */
    CANARY,
    /** The copy that Flagger keeps of what passed. */
    PRIMARY,
    /** Nobody gates them. */
    PLAIN
  }

  Tree podSpec() {
    return template.get("spec");
  }

  /** The only container. */
  Tree container() {
    return podSpec().get("containers").items().getFirst();
  }

  boolean isService() {
    return "ml-pipeline".equals(labels.get("app.kubernetes.io/name"));
  }

  boolean answers() {
    return !"worker".equals(labels.get("app.kubernetes.io/component"));
  }

  /** Pods that a rolling update adds. */
  int surge() {
    Tree surge = deployment.at("strategy.rollingUpdate.maxSurge");
    return deployment.text("strategy.type").equals("Recreate") ? 0 : surge.count(1);
  }

  /** The number of a port that has that name or number. */
  OptionalInt port(String nameOrNumber) {
    return ports().stream()
        .filter(port ->
            port.text("name").equals(nameOrNumber)
                || port.text("containerPort").equals(nameOrNumber))
        .mapToInt(port -> port.get("containerPort").count(0))
        .findFirst();
  }

  List<Tree> ports() {
    return container().get("ports").items();
  }
}
