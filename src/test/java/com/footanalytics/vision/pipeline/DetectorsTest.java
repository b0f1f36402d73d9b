package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.telemetry.Telemetry;
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
  private final List<Proof> proofs = new ArrayList<>();
  private final List<LoadedModel> heard = new ArrayList<>();
  private final List<LoadedModel> gone = new ArrayList<>();
  private final Detectors.Listener listener =
      new Detectors.Listener() {
        @Override
        public void loaded(ServedModel model) {
          heard.add(model.loaded());
        }

        @Override
        public void unloaded(ServedModel model) {
          gone.add(model.loaded());
        }
      };

  @Test
  void aModelIsLoadedOnceAndSharedUntilClosed() {
    Path models = TestingModels.repository(folder);
    try (Detectors detectors = detectors(models, NONE, NONE)) {
      LoadedDetector first = get(detectors, NONE);
      assertSame(first, get(detectors, Optional.of("tiny")));
      assertSame(first, get(detectors, Optional.of("tiny:1")));
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
      assertThrows(ModelException.class, () -> unchosen.lease(NONE));
    }
    try (Detectors detectors = detectors(models, Optional.of("other"), NONE)) {
      assertEquals("other", get(detectors, NONE).identity().name());
      assertEquals("2", get(detectors, NONE).identity().version());
      assertNotSame(get(detectors, NONE), get(detectors, Optional.of("tiny")));
      assertEquals(6, engine.opened());
    }
    assertEquals(6, engine.closed());
  }

  @Test
  void thePrecisionIsTheChosenOneOrTheManifests() {
    Path models = TestingModels.repository(folder);
    try (Detectors detectors = detectors(models, NONE, Optional.of("fp32"))) {
      assertEquals("fp32", get(detectors, NONE).identity().precision());
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

  @Test
  void aModelThatFailsItsProofIsRefusedWithTheReasonAndTheOneBeforeServesOn() {
    Path models = TestingModels.repository(folder);
    try (Detectors detectors = detectors(models, NONE, NONE)) {
      get(detectors, NONE);
      proofs.add(_ -> Optional.of("golden set: too low"));
    }
    try (Detectors detectors = detectors(models, NONE, NONE)) {
      assertEquals("tiny:1: golden set: too low", refusal(detectors));
      assertEquals(Optional.of("tiny:1: golden set: too low"), detectors.refusal());
      assertEquals(List.of(), detectors.serving());
    }
    assertEquals(engine.opened(), engine.closed());
    assertEquals(heard, gone);
  }

  @Test
  void aReplacementServesOnlyWhenItHasProvenItself() throws IOException {
    Path models = TestingModels.repository(folder);
    try (Detectors detectors = detectors(models, NONE, NONE)) {
      LoadedDetector first = get(detectors, NONE);
      Path weights = models.resolve("tiny/1/model.onnx");
      byte[] whole = Files.readAllBytes(weights);
      Files.writeString(weights, "damaged");
      assertThrows(ModelException.class, () -> detectors.load("tiny"));
      assertSame(first, get(detectors, NONE));
      assertEquals(Optional.empty(), detectors.refusal());
      assertTrue(detectors.index().getFirst().reason().contains("sha256"));

      Files.write(weights, whole);
      detectors.load("tiny:1");
      assertNotSame(first, get(detectors, NONE));
      assertEquals(List.of(first), gone);
      assertEquals("", detectors.index().getFirst().reason());
    }
  }

  @Test
  void everyVersionIsInTheIndexWithItsState() {
    Path models = TestingModels.repository(folder);
    TestingModels.add(models, "tiny", 2, 96, 64);
    try (Detectors detectors = detectors(models, NONE, NONE)) {
      detectors.load("tiny:2");
      assertEquals(
          List.of("tiny:1 UNAVAILABLE tiny:1: not loaded yet", "tiny:2 READY "),
          detectors.index().stream()
              .map(status -> status.id() + " " + status.state() + " " + status.reason())
              .toList());
      assertEquals(Optional.of("tiny:1: not loaded yet"), detectors.refusal());
      assertEquals(Optional.empty(), detectors.leaseDefaultIfReady());

      detectors.load("tiny");
      detectors.unload("tiny");
      assertEquals(List.of(), detectors.serving());
      var e = assertThrows(ModelException.class, () -> detectors.unload("tiny"));
      assertEquals("tiny: not loaded (expected: one of [])", e.getMessage());
      assertEquals(Optional.of("tiny:1: unloaded; load it before use"), detectors.refusal());
    }
  }

  private static LoadedDetector get(Detectors detectors, Optional<String> asked) {
    try (ModelLease<ServedDetector> lease = detectors.lease(asked)) {
      return lease.model().detector();
    }
  }

  private static String refusal(Detectors detectors) {
    return String.valueOf(
        assertThrows(ModelException.class, () -> detectors.lease(NONE)).getMessage());
  }

  private Detectors detectors(Path models, Optional<String> model, Optional<String> precision) {
    return new Detectors(
        new ModelRepository(models),
        new Detectors.Serving(engine, THREE_SESSIONS, Telemetry.NONE, proofs),
        new Detectors.Choice(model, precision),
        listener);
  }
}
