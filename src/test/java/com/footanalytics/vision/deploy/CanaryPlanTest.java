package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.deploy.CanaryPlan.Gate;
import com.footanalytics.vision.testing.TestingPrometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryPlanTest {

  private static final CanaryPlan PLAN = plan();

  private static CanaryPlan plan() {
    try {
      return CanaryPlan.of(
          Manifests.parse(Files.readString(Path.of("canary/canary.yaml")))
              .and(Manifests.parse(Files.readString(Path.of("canary/metric-templates.yaml")))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void isReadFromTheFilesAsTheyAre() {
    assertEquals("ai-processing", PLAN.namespace());
    assertEquals("ml-pipeline", PLAN.target());
    assertEquals(Duration.ofMinutes(1), PLAN.interval());
    assertEquals(3, PLAN.threshold());
    assertEquals(List.of(1, 5, 10, 20, 33), PLAN.stepWeights());
    assertEquals(9, PLAN.gates().size());
  }

  @Test
  void questionsAreRenderedAsFlaggerSendsThem() {
    assertEquals(
        "sum(increase(ml_inference_duration_seconds_count{namespace=\"ai-processing\","
            + "app=\"ml-pipeline\",protocol=~\"http|grpc\"}[2m])) or vector(0)",
        PLAN.render(gate("request-volume")));
    for (Gate gate : PLAN.gates()) {
      String query = PLAN.render(gate);
      assertFalse(query.contains("{{") || query.contains("\n"), query);
    }
    assertTrue(PLAN.render(gate("p99-against-primary")).contains("app=\"ml-pipeline-primary\""));
  }

  @Test
  void gateAdmitsWhatIsWithinItsBoundsAndNoSilence() {
    Gate p99 = gate("p99-seconds");
    assertTrue(p99.admits(OptionalDouble.of(2)));
    assertFalse(p99.admits(OptionalDouble.of(2.01)));
    assertFalse(p99.admits(OptionalDouble.empty()));
    assertFalse(p99.admits(OptionalDouble.of(Double.NaN)));
    Gate volume = gate("request-volume");
    assertTrue(volume.admits(OptionalDouble.of(200)));
    assertFalse(volume.admits(OptionalDouble.of(199)));
    assertFalse(gate("accuracy-against-primary").admits(OptionalDouble.of(-1.1)));
  }

  @Test
  void prometheusUnderstandsEveryQuestion(@TempDir Path folder) throws Exception {
    TestingPrometheus.Tools tools = TestingPrometheus.require();
    StringBuilder rules = new StringBuilder("groups:\n- name: gates\n  rules:\n");
    for (Gate gate : PLAN.gates()) {
      rules
          .append("  - record: gate:")
          .append(gate.name().replace('-', '_'))
          .append("\n    expr: '")
          .append(PLAN.render(gate))
          .append("'\n");
    }
    Path file = Files.writeString(folder.resolve("gates.yml"), rules);
    TestingPrometheus.Ended check =
        TestingPrometheus.run(
            60, List.of(tools.promtool().toString(), "check", "rules", file.toString()));
    assertEquals(0, check.status(), check.output());
  }

  private static Gate gate(String name) {
    return PLAN.gates().stream().filter(gate -> gate.name().equals(name)).findFirst().orElseThrow();
  }
}
