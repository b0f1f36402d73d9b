package com.footanalytics.vision.deploy;

import java.util.List;
import java.util.Map;

/** What network policies let through, as a network plug-in decides it. */
final class Traffic {

  private final List<Manifest> policies;

  Traffic(Manifests manifests) {
    this.policies = manifests.ofKind("NetworkPolicy");
  }

  /**
   * Whether one may connect to a port of the other: what leaves and what comes in, both allowed.
   */
  boolean flows(Peer from, Peer to, int port) {
    return allowed("Egress", "egress", "to", from, to, port)
        && allowed("Ingress", "ingress", "from", to, from, port);
  }

  private boolean allowed(
      String type, String rules, String peers, Peer subject, Peer other, int port) {
    List<Manifest> about =
        policies.stream()
            .filter(policy -> policy.namespace().equals(subject.namespace()))
            .filter(policy -> policy.spec().get("policyTypes").words().contains(type))
            .filter(policy ->
                new LabelSelector(policy.spec().get("podSelector")).matches(subject.labels()))
            .toList();
    return about.isEmpty()
        || about.stream()
            .flatMap(policy ->
                policy.spec().get(rules).items().stream()
                    .filter(rule -> ports(rule, port))
                    .filter(rule -> isPeer(policy, rule.get(peers), other)))
            .findAny()
            .isPresent();
  }

  private static boolean ports(Tree rule, int port) {
    return !rule.get("ports").exists()
        || rule.get("ports").items().stream()
            .anyMatch(allowed -> allowed.get("port").count(0) == port);
  }

  private static boolean isPeer(Manifest policy, Tree peers, Peer other) {
    return !peers.exists()
        || peers.items().stream().anyMatch(peer -> matches(policy.namespace(), peer, other));
  }

  private static boolean matches(String own, Tree peer, Peer other) {
    if (peer.get("ipBlock").exists()) {
      return !other.address().isEmpty()
          && contains(peer.text("ipBlock.cidr"), other.address())
          && peer.at("ipBlock.except").words().stream()
              .noneMatch(block -> contains(block, other.address()));
    }
    if (!other.address().isEmpty()) {
      return false;
    }
    boolean place =
        peer.get("namespaceSelector").exists()
            ? new LabelSelector(peer.get("namespaceSelector"))
                .matches(Map.of("kubernetes.io/metadata.name", other.namespace()))
            : own.equals(other.namespace());
    return place
        && (!peer.get("podSelector").exists()
            || new LabelSelector(peer.get("podSelector")).matches(other.labels()));
  }

  /** Whether an IPv4 address is in a block such as {@code 10.0.0.0/8}. */
  static boolean contains(String block, String address) {
    String[] parts = block.split("/");
    int bits = Integer.parseInt(parts[1]);
    long mask = bits == 0 ? 0 : 0xffffffffL << (32 - bits) & 0xffffffffL;
    return (number(parts[0]) & mask) == (number(address) & mask);
  }

  private static long number(String address) {
    long number = 0;
    for (String octet : address.split("[.]")) {
      number = number << 8 | Long.parseLong(octet);
    }
    return number;
  }
}
