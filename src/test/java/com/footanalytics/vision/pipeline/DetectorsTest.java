package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorsTest {

  private static final CorePlan THREE_SESSIONS = new CorePlan(1, 3, 1, 1);
  private static final Optional<String> NONE = Optional.empty();

  @TempDir Path folder;
  private final TestingEngine engine = new TestingEngine();
  private final List<LoadedDetector> heard = new ArrayList<>();

  @Test
  void aModelIsLoadedOnceAndSharedUntilClosed() {
    Path models = TestingModels.repository(folder);
    try (Detectors detectors = detectors(models, NONE, NONE)) {
      LoadedDetector first = detectors.get(NONE);
      assertSame(first, detectors.get(Optional.of("tiny")));
      assertSame(first, detectors.get(Optional.of("tiny:1")));
      assertEquals(List.of(first), heard);
      assertEquals(3, engine.opened());
      assertEquals(0, engine.closed());
    }
    assertEquals(3, engine.closed());
  }

  @Test
  void nothingIsLoadedThatNobodyAskedFor() {
    detectors(TestingModels.repository(folder), NONE, NONE).close();
    assertEquals(0, engine.opened());
  }

  @Test
  void theChoiceDecidesBetweenSeveralAndCallersMayChooseOtherwise() {
    Path models = TestingModels.repository(folder);
    TestingModels.add(models, "other", 2, 96, 64);
    try (Detectors unchosen = detectors(models, NONE, NONE)) {
      assertThrows(ModelException.class, () -> unchosen.get(NONE));
    }
    try (Detectors detectors = detectors(models, Optional.of("other"), NONE)) {
      assertEquals("other", detectors.get(NONE).identity().name());
      assertEquals("2", detectors.get(NONE).identity().version());
      assertNotSame(detectors.get(NONE), detectors.get(Optional.of("tiny")));
      assertEquals(6, engine.opened());
    }
    assertEquals(6, engine.closed());
  }

  @Test
  void thePrecisionIsTheChosenOneOrTheManifests() {
    Path models = TestingModels.repository(folder);
    try (Detectors detectors = detectors(models, NONE, Optional.of("fp32"))) {
      assertEquals("fp32", detectors.get(NONE).identity().precision());
    }
    try (Detectors detectors = detectors(models, NONE, Optional.of("int8"))) {
      String message = refusal(detectors);
      assertTrue(message.contains("no precision int8 (expected: one of [fp32])"), message);
    }
  }

  @Test
  void damagedWeightsAreRefusedAndNoSessionIsLeftOpen() throws IOException {
    Path models = TestingModels.repository(folder);
    Files.writeString(models.resolve("tiny/1/model.onnx"), "damaged");
    try (Detectors detectors = detectors(models, NONE, NONE)) {
      String message = refusal(detectors);
      assertTrue(message.contains("model.onnx: sha256"), message);
      assertEquals(List.of(), heard);
      assertEquals(engine.opened(), engine.closed());
    }
  }

  private static String refusal(Detectors detectors) {
    return String.valueOf(
        assertThrows(ModelException.class, () -> detectors.get(NONE)).getMessage());
  }

  private Detectors detectors(Path models, Optional<String> model, Optional<String> precision) {
    return new Detectors(
        new ModelRepository(models),
        engine,
        THREE_SESSIONS,
        new Detectors.Choice(model, precision),
        heard::add);
  }
}
