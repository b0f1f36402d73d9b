package com.footanalytics.vision.deploy;

/**
 * One object for the cluster.
 *
 * @param tree the whole of it
 */
record Manifest(Tree tree) {

  String apiVersion() {
    return tree.text("apiVersion");
  }

  /** The API group; empty for the core's. */
  String group() {
    int slash = apiVersion().indexOf('/');
    return slash < 0 ? "" : apiVersion().substring(0, slash);
  }

  String version() {
    return apiVersion().substring(apiVersion().indexOf('/') + 1);
  }

  String kind() {
    return tree.text("kind");
  }

  String namespace() {
    return tree.text("metadata.namespace");
  }

  String name() {
    Tree metadata = tree.get("metadata");
    return metadata.get("name").exists() ? metadata.text("name") : metadata.text("generateName");
  }

  Tree spec() {
    return tree.get("spec");
  }

  /** Kind and name, for findings. */
  String title() {
    return kind() + " " + name();
  }
}
