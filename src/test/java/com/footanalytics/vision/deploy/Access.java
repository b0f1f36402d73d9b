package com.footanalytics.vision.deploy;

import java.util.List;
import java.util.Map;

/** What authorization policies let through, as the mesh decides it. */
final class Access {

  private final List<Manifest> policies;

  Access(Manifests manifests) {
    this.policies = manifests.ofKind("AuthorizationPolicy");
  }

  /** A call: from whom, where to and what. */
  record Call(String principal, int port, String method, String path) {}

  /** Whether pods with some labels take a call: some rule of a policy about them fits. */
  boolean allows(Map<String, String> labels, Call call) {
    List<Manifest> about =
        policies.stream()
            .filter(policy -> policy.spec().text("action").equals("ALLOW"))
            .filter(policy -> new LabelSelector(policy.spec().get("selector")).matches(labels))
            .toList();
    return about.isEmpty()
        || about.stream()
            .flatMap(policy -> policy.spec().get("rules").items().stream())
            .anyMatch(rule -> fits(rule, call));
  }

  private static boolean fits(Tree rule, Call call) {
    boolean from =
        !rule.get("from").exists()
            || rule.get("from").items().stream()
                .anyMatch(source -> any(source.at("source.principals"), call.principal()));
    return from
        && rule.get("to").items().stream()
            .map(to -> to.get("operation"))
            .anyMatch(operation ->
                any(operation.get("ports"), String.valueOf(call.port()))
                    && any(operation.get("methods"), call.method())
                    && any(operation.get("paths"), call.path()));
  }

  /** A list that is not there fits all; a star at the end any ending. */
  private static boolean any(Tree patterns, String value) {
    return !patterns.exists()
        || patterns.words().stream()
            .anyMatch(pattern ->
                pattern.endsWith("*")
                    ? value.startsWith(pattern.substring(0, pattern.length() - 1))
                    : value.equals(pattern));
  }
}
