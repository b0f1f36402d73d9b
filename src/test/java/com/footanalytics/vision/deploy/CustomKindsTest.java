package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CustomKindsTest {

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("Canary", "ml-pipeline", "/spec/analysis/stepWeigth", 5),
        Arguments.of("Canary", "ml-pipeline", "/spec/analysis/iterations", 5),
        Arguments.of("Canary", "ml-pipeline", "/spec/analysis/interval", 60),
        Arguments.of("ScaledObject", "ml-pipeline-worker", "/spec/minReplicas", 1),
        Arguments.of("PodMonitor", "ml-pipeline", "/spec/podMetricsEndpoints/0/period", "5s"),
        Arguments.of("AuthorizationPolicy", "ml-pipeline", "/spec/rules/0/to/0/operation/port", 1),
        Arguments.of("PeerAuthentication", "ml-pipeline", "/spec/mtls/mode", "ON"),
        Arguments.of("ExternalSecret", "ml-pipeline-queue", "/spec/refreshIntervall", "1h"),
        Arguments.of("AlertmanagerConfig", "ml-pipeline", "/spec/route/receivers", "slack"),
        Arguments.of("CronWorkflow", "ml-pipeline-chaos", "/spec/schedule_", "daily"),
        Arguments.of(
            "ChaosEngine",
            "ml-pipeline-pod-delete-",
            "/spec/experiments/0/spec/probe/0/runProperties/probeTimeout",
            5));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsSeen(String kind, String name, String pointer, Object value) {
    Manifests right = new Manifests(List.of(Overlay.PRODUCTION.manifests().get(kind, name)));
    CustomKinds.require();
    assertEquals(List.of(), CustomKinds.findings(right));
    assertNotEquals(List.of(), CustomKinds.findings(right.with(kind, name, pointer, value)));
  }
}
