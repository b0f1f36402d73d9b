package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OverlaysTest {

  @ParameterizedTest
  @EnumSource
  void buildsToObjectsOfWhichNoTwoAreTheSame(Overlay overlay) {
    Set<String> seen = new HashSet<>();
    for (Manifest object : overlay.manifests().all()) {
      assertTrue(seen.add(object.group() + object.namespace() + object.title()), object.title());
    }
    assertFalse(seen.isEmpty());
  }

  static Stream<Arguments> checks() {
    return Overlay.RUNNING.stream()
        .flatMap(overlay -> CHECKS.stream().map(check -> Arguments.of(overlay, check)));
  }

  private static final List<Named<Function<Manifests, List<String>>>> CHECKS =
      List.of(
          Named.of("core kinds", CoreKinds::findings),
          Named.of("selectors", Selectors::findings),
          Named.of("scaling", Scaling::findings),
          Named.of("pods", PodRules::findings),
          Named.of("environment", Environment::findings),
          Named.of("life cycles", Lifecycles::findings),
          Named.of("references", References::findings),
          Named.of("releases", Releases::findings),
          Named.of("models", ModelPins::findings),
          Named.of("queries", Queries::findings),
          Named.of("chaos", Chaos::findings));

  @ParameterizedTest
  @MethodSource("checks")
  void hasNoFindings(Overlay overlay, Function<Manifests, List<String>> check) {
    assertEquals(List.of(), check.apply(overlay.manifests()));
  }

  @ParameterizedTest
  @EnumSource(names = {"PLATFORM", "ARGOCD"})
  void whatIsAppliedOnceIsOfKnownKindsToo(Overlay overlay) {
    assertEquals(List.of(), CoreKinds.findings(overlay.manifests()));
    assertEquals(List.of(), References.findings(overlay.manifests()));
  }

  @ParameterizedTest
  @EnumSource
  void customKindsFollowTheirDefinitions(Overlay overlay) {
    Manifests manifests = overlay.manifests();
    CustomKinds.require();
    assertEquals(List.of(), CustomKinds.findings(manifests));
  }

  @ParameterizedTest
  @EnumSource(names = {"PRODUCTION", "GREEN"})
  void allGpusThatMayBeAskedForFitIntoThePool(Overlay overlay) {
    Manifests manifests = overlay.manifests().and(Overlay.PLATFORM.manifests());
    assertEquals(List.of(), GpuBudget.findings(manifests));
    assertTrue(GpuBudget.most(manifests) >= GpuBudget.pool(manifests) - 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"STAGING", "PRODUCTION", "GREEN"})
  void argoMayApplyItAndLeavesScalingAlone(Overlay overlay) {
    assertEquals(List.of(), Delivery.findings(Overlay.ARGOCD.manifests(), overlay.manifests()));
  }

  @ParameterizedTest
  @EnumSource(names = {"STAGING", "PRODUCTION", "GREEN"})
  void theAdapterAnswersWhatTheAutoscalersAsk(Overlay overlay) throws Exception {
    Path values = Path.of("k8s/platform/prometheus-adapter.values.yaml");
    assertEquals(
        List.of(),
        AutoscalerMetrics.findings(
            overlay.manifests(),
            Manifests.parse(Files.readString(values)).all().getFirst().tree()));
  }

  @Test
  void localNeedsNoOperator() {
    assertEquals(
        List.of(),
        Overlay.LOCAL.manifests().all().stream()
            .filter(object -> CoreKinds.model(object).isEmpty())
            .toList());
  }

  @Test
  void greenIsProductionWithAnotherAnalysis() {
    Manifests green = Overlay.GREEN.manifests();
    for (Manifest object : Overlay.PRODUCTION.manifests().all()) {
      if (!object.kind().equals("Canary")) {
        assertTrue(green.all().contains(object), object.title());
      }
    }
    CanaryPlan steps = CanaryPlan.of(Overlay.PRODUCTION.manifests());
    CanaryPlan rounds = CanaryPlan.of(green);
    assertEquals(steps.gates(), rounds.gates());
    assertEquals(List.of(), rounds.stepWeights());
    assertEquals(10, rounds.iterations());
  }

  @Test
  void stagingRunsOnSlicesAndAsksForNothingThatSlicesDoNotTell() {
    Manifests staging = Overlay.STAGING.manifests();
    for (PodGroup group : FuturePods.of(staging)) {
      if (group.isService()) {
        assertEquals(
            "1", group.container().at("resources.limits").get("nvidia.com/mig-1g.12gb").text());
        assertFalse(group.container().at("resources.limits").get(GpuBudget.WHOLE).exists());
      }
    }
    assertTrue(
        CanaryPlan.of(staging).gates().stream()
            .noneMatch(gate -> gate.template().contains("nvidia_gpu_utilization_gpu")));
  }
}
