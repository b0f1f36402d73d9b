package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A mistake that somebody makes in what production runs. A check is worth something if it sees the
 * mistake that it is about.
 *
 * @param name what somebody did
 * @param check what has to see it
 */
record Mutation(
    String name, Function<Manifests, List<String>> check, UnaryOperator<Manifests> mistake) {

  static final String D = "Deployment";
  static final String API = "ml-pipeline";
  static final String WORKER = "ml-pipeline-worker";
  static final String POD = "/spec/template/spec";
  static final String CONTAINER = POD + "/containers/0";
  static final String HPA = "HorizontalPodAutoscaler";

  /** Fails unless the check sees this mistake, and none where there is none. */
  void assertSeen() {
    Manifests right = Overlay.PRODUCTION.manifests().and(Overlay.PLATFORM.manifests());
    assertEquals(List.of(), check.apply(right));
    assertNotEquals(List.of(), check.apply(mistake.apply(right)));
  }

  @Override
  public String toString() {
    return name;
  }
}
