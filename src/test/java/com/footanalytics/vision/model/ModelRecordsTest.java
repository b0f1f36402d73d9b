package com.footanalytics.vision.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.model.DecoderSpec.CentreHeatmap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ModelRecordsTest {

  @Test
  void idsHaveAPlainNameAndAPositiveVersion() {
    assertRefused(() -> new ModelId("", 1));
    assertRefused(() -> new ModelId("a/b", 1));
    assertRefused(() -> new ModelId(".hidden", 1));
    assertRefused(() -> new ModelId("Upper", 1));
    assertRefused(() -> new ModelId("a".repeat(65), 1));
    assertRefused(() -> new ModelId("a", 0));
  }

  @Test
  void classesHaveANameAndAThresholdFromZeroToOne() {
    assertRefused(() -> new ObjectClass(" ", 0.5f, 0));
    assertRefused(() -> new ObjectClass("ball", 1.01f, 0));
    assertRefused(() -> new ObjectClass("ball", Float.NaN, 0));
    assertRefused(() -> new ObjectClass("ball", 0.5f, -1));
  }

  @Test
  void heatmapDecodersHaveTwoOutputsAndPositiveCounts() {
    assertRefused(() -> new CentreHeatmap(0, "heatmap", "boxes", 0.6f, 300));
    assertRefused(() -> new CentreHeatmap(4, "boxes", "boxes", 0.6f, 300));
    assertRefused(() -> new CentreHeatmap(4, "heatmap", "boxes", Float.NaN, 300));
    assertRefused(() -> new CentreHeatmap(4, "heatmap", "boxes", 0.6f, 0));
  }

  @Test
  void recordedAccuracyIsACopy() {
    Map<String, Double> values = new HashMap<>(Map.of("map50", 0.5));
    var accuracy = new RecordedAccuracy("golden", Map.of("int8", values));
    values.put("map50", 0.9);

    assertEquals(Map.of("int8", Map.of("map50", 0.5)), accuracy.scores());
    assertThrows(UnsupportedOperationException.class, () -> accuracy.scores().clear());
  }

  private static void assertRefused(Executable construction) {
    assertThrows(IllegalArgumentException.class, construction);
  }
}
