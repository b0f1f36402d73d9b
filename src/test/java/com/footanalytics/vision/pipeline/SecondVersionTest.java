package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.TestingFlags;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class SecondVersionTest {

  private static final ModelId SECOND = new ModelId("tiny", 2);
  private static final String SERVES = "ml_model_v2_enabled: tiny:2 serves those whom it chooses";

  @TempDir Path folder;
  private final TestingFlags flags = new TestingFlags();
  private final AtomicBoolean passes = new AtomicBoolean(true);
  private final List<String> log = new ArrayList<>();
  private Path models;
  private Detectors detectors;
  private SecondVersion second;

  @BeforeEach
  void twoVersions() {
    models = TestingModels.repository(folder);
    TestingModels.add(models, "tiny", 2, 96, 64);
    detectors = TestingDetectors.of(models, new CorePlan(1, 1, 1, 1));
    second =
        new SecondVersion(
            detectors, new ModelRouting(detectors, flags, _ -> passes.get()), flags, log::add);
  }

  @AfterEach
  void close() {
    detectors.close();
  }

  @Test
  void itIsLoadedOnceTheFlagMayChooseItAndTheUsualVersionServes() {
    second.loadIfDue();
    flags.onFor(Flag.MODEL_V2, "studio");
    second.loadIfDue();
    assertEquals(List.of(), detectors.serving());
    detectors.load("tiny");
    second.loadIfDue();
    second.loadIfDue();
    assertTrue(detectors.serving().contains(SECOND));
    assertEquals(List.of(SERVES), log);
  }

  @Test
  void nothingIsLoadedWhileTheFlagIsOff() {
    detectors.load("tiny");
    flags.set(Flag.MODEL_V2, false);
    second.loadIfDue();
    assertFalse(detectors.serving().contains(SECOND));
    assertEquals(List.of(), log);
  }

  @Test
  void whatSomebodyUnloadedStaysSo() {
    detectors.load("tiny");
    detectors.load("tiny:2");
    detectors.unload("tiny:2");
    flags.set(Flag.MODEL_V2, true);
    second.loadIfDue();
    assertFalse(detectors.serving().contains(SECOND));
    assertEquals(1, log.size());
    assertTrue(log.getFirst().startsWith("ml_model_v2_enabled has no effect: tiny:2 "));
  }

  @Test
  void whatWasLoadedStaysWhenTheFlagGoesOff() {
    detectors.load("tiny");
    flags.set(Flag.MODEL_V2, true);
    second.loadIfDue();
    flags.set(Flag.MODEL_V2, false);
    second.loadIfDue();
    assertTrue(detectors.serving().contains(SECOND));
    flags.set(Flag.MODEL_V2, true);
    second.loadIfDue();
    assertEquals(List.of(SERVES, SERVES), log);
  }

  @Test
  void oneThatIsRefusedIsToldOnceAndLeftAlone() throws IOException {
    Files.write(models.resolve("tiny/2/model.onnx"), new byte[] {1});
    detectors.load("tiny");
    flags.set(Flag.MODEL_V2, true);
    second.loadIfDue();
    second.loadIfDue();
    assertEquals(1, log.size());
    assertTrue(log.getFirst().startsWith("ml_model_v2_enabled has no effect: "), log::toString);
    assertTrue(log.getFirst().contains("tiny/2/model.onnx"), log::toString);
  }

  @Test
  void oneThatIsNotThereIsToldOnce(@TempDir Path other) {
    try (Detectors alone =
        TestingDetectors.of(TestingModels.repository(other), new CorePlan(1, 1, 1, 1))) {
      SecondVersion none =
          new SecondVersion(alone, new ModelRouting(alone, flags, _ -> true), flags, log::add);
      alone.lease(Optional.empty()).close();
      flags.set(Flag.MODEL_V2, true);
      none.loadIfDue();
      none.loadIfDue();
      assertEquals(1, log.size());
      assertTrue(log.getFirst().contains("no tiny:2 (there is: tiny:1)"), log::toString);
    }
  }

  @Test
  void oneThatHasNotPassedIsSaidToHaveNoEffect() {
    detectors.load("tiny");
    passes.set(false);
    flags.set(Flag.MODEL_V2, true);
    second.loadIfDue();
    assertEquals(
        List.of(
            "ml_model_v2_enabled has no effect: tiny:2 does not serve, or did so without passing"
                + " a golden set"),
        log);
  }
}
