package com.footanalytics.vision.deploy;

import java.util.Map;

/**
 * Somebody on the network.
 *
 * @param namespace empty outside of the cluster
 * @param labels of the pod
 * @param address outside of the cluster, as IPv4; empty inside
 */
record Peer(String namespace, Map<String, String> labels, String address) {

  static Peer pod(String namespace, String name) {
    return new Peer(namespace, Map.of("app.kubernetes.io/name", name), "");
  }

  static Peer of(PodGroup group) {
    return new Peer(group.namespace(), group.labels(), "");
  }

  static Peer outside(String address) {
    return new Peer("", Map.of(), address);
  }
}
