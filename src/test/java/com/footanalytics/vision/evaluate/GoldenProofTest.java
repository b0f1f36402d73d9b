package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.PacedPictures;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.TestingModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GoldenProofTest {

  private static final ModelId TINY = new ModelId(TestingModels.NAME, 1);

  @TempDir Path folder;

  private final List<String> measured = new ArrayList<>();
  private final GoldenProof proof =
      new GoldenProof(
          0.02,
          (detector, dataset, map50) ->
              measured.add(detector.model().id() + " " + dataset + " " + map50));

  @Test
  void aModelAsAccurateAsRecordedServesAndIsReported() {
    try (Detectors detectors = detectors(GoldenModels.repository(folder, 0.02))) {
      detectors.load("tiny");
      assertEquals(List.of(TINY), detectors.serving());
    }
    assertEquals(List.of("tiny:1 golden 0.0"), measured);
  }

  @Test
  void aModelLessAccurateThanRecordedIsRefusedWithBothFigures() {
    try (Detectors detectors = detectors(GoldenModels.repository(folder, 0.5))) {
      var e = assertThrows(ModelException.class, () -> detectors.load("tiny"));
      assertEquals(
          "tiny:1: golden set: mAP50 0.0000 with fp32 (expected: 0.5000 as recorded, or at most 0.0200 less)",
          e.getMessage());
      assertEquals(List.of(), detectors.serving());
    }
    assertEquals(List.of("tiny:1 golden 0.0"), measured);
  }

  @Test
  void aDamagedGoldenSetIsRefused() throws Exception {
    Path models = GoldenModels.repository(folder, 0);
    Files.write(models.resolve("tiny/1/golden/images/a_2.png"), new byte[] {1});
    try (Detectors detectors = detectors(models)) {
      var e = assertThrows(ModelException.class, () -> detectors.load("tiny"));
      assertTrue(String.valueOf(e.getMessage()).contains("damaged"), e::getMessage);
    }
  }

  @Test
  void aModelWithoutAGoldenSetHasNothingToProve() {
    try (Detectors detectors = detectors(TestingModels.repository(folder))) {
      detectors.load("tiny");
    }
    assertEquals(List.of(), measured);
  }

  @Test
  void whatServesIsMeasuredInEveryRoundUntilInterrupted() {
    List<Duration> pauses = new ArrayList<>();
    PacedPictures.Pause threeRounds =
        length -> {
          pauses.add(length);
          if (pauses.stream().filter(Duration.ofHours(1)::equals).count() == 4) {
            throw new InterruptedException("told to stop");
          }
        };
    try (Detectors detectors = detectors(GoldenModels.repository(folder, 0))) {
      detectors.load("tiny");
      measured.clear();
      AccuracyWatch watch =
          new AccuracyWatch(detectors, proof, Duration.ofHours(1), 0.5, threeRounds);
      assertThrows(InterruptedException.class, watch::call);
      assertEquals(3 * 2, picturesRun(detectors), "by the model's scheduler");
    }
    assertEquals(3, measured.size());
    assertEquals(4 + 3 * 2, pauses.size());
  }

  @Test
  void anInterruptAmidARoundEndsTheWatchAndLeavesTheModelUsable() {
    List<Duration> pauses = new ArrayList<>();
    PacedPictures.Pause once =
        length -> {
          pauses.add(length);
          if (pauses.size() == 2) {
            throw new InterruptedException("told to stop");
          }
        };
    try (Detectors detectors = detectors(GoldenModels.repository(folder, 0))) {
      detectors.load("tiny");
      AccuracyWatch watch = new AccuracyWatch(detectors, proof, Duration.ZERO, 0.5, once);
      assertThrows(InterruptedException.class, watch::call);
      assertFalse(Thread.currentThread().isInterrupted());
      detectors.lease(Optional.empty()).close();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void aToleranceIsAShare(double tolerance) {
    assertThrows(IllegalArgumentException.class, () -> new GoldenProof(tolerance, (_, _, _) -> {}));
  }

  private static long picturesRun(Detectors detectors) {
    try (var lease = detectors.lease(Optional.empty())) {
      return lease.model().server().statistics().rows();
    }
  }

  private Detectors detectors(Path models) {
    return new Detectors(
        new ModelRepository(models),
        new Detectors.Serving(
            new OnnxRuntimeEngine(), new CorePlan(1, 1, 1, 1), Telemetry.NONE, List.of(proof)),
        new Detectors.Choice(Optional.empty(), Optional.empty()),
        Detectors.Listener.SILENT);
  }
}
