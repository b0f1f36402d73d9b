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
    var accuracy = new RecordedAccuracy(Map.of("golden", Map.of("int8", values)));
    values.put("map50", 0.9);

    assertEquals(Map.of("map50", 0.5), accuracy.of("golden", "int8"));
    assertEquals(Map.of(), accuracy.of("dortmund", "int8"));
    assertThrows(UnsupportedOperationException.class, () -> accuracy.scores().clear());
  }

  @Test
  void weightsAreToldByTheirNames() {
    assertEquals(Weights.Format.ONNX, new Weights("model.int8.onnx", "").format());
    assertEquals(Weights.Format.TORCHSCRIPT, new Weights("model.torchscript.pt", "").format());
  }

  private static void assertRefused(Executable construction) {
    assertThrows(IllegalArgumentException.class, construction);
  }
}
