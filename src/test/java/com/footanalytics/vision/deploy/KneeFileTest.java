package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What was measured of one instance is what autoscalers aim at. */
class KneeFileTest {

  @ParameterizedTest
  @EnumSource(names = {"STAGING", "PRODUCTION", "GREEN"})
  void autoscalersAimAtWhatWasMeasured(Overlay overlay) {
    Manifests manifests = overlay.manifests();
    assertFalse(manifests.ofKind("HorizontalPodAutoscaler").isEmpty());
    assertEquals(List.of(), KneeFile.committed().findings(manifests));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "another depth     | \"queue_depth\": 4, | \"queue_depth\": 6,",
        "a part of one     | \"queue_depth\": 4, | \"queue_depth\": 0.5,",
        "no depth          | \"queue_depth\": 4, | \"other\": 4,",
        "no node           | \"kind\": | \"sort\":",
        "no model          | football-detector:1 | ''",
        "a knee not found  | \"found\": true | \"found\": false",
        "a step beyond     | \"within_objectives\": true | \"within_objectives\": false",
        "another schema    | load-knee/1 | load-knee/2",
      })
  void mistakeIsSeen(String what, String part, String other) throws Exception {
    String text = Files.readString(KneeFile.FILE);
    assertTrue(text.contains(part), part);
    KneeFile wrong = KneeFile.parse(text.replace(part, other));
    assertFalse(wrong.findings(Overlay.PRODUCTION.manifests()).isEmpty(), what);
  }

  @Test
  void whatIsNoJsonIsNoMeasurement() {
    assertThrows(IllegalArgumentException.class, () -> KneeFile.parse("queue_depth: 4"));
  }

  @Test
  void modelIsOneThatIsThere() {
    String[] model = KneeFile.committed().tree().text("node.model").split(":");
    assertTrue(Files.exists(Path.of("models", model).resolve("model.yaml")), model[0]);
  }

  @Test
  void peopleAreToldTheSame() throws Exception {
    String depth = KneeFile.committed().tree().text("autoscaler.queue_depth");
    String text = Files.readString(Path.of("docs/operations/deploy.md"));
    assertTrue(text.contains("| queue depth " + depth + ","), depth);
  }
}
