package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.TestingFlags;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.pipeline.SecondVersion;
import com.footanalytics.vision.testing.TestingModels;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlagEffectsTest {

  @TempDir private Path folder;
  private final TestingFlags flags = new TestingFlags();
  private final List<String> log = new ArrayList<>();

  @Test
  void aChangeThatWaitsForALoadIsToldOnce() {
    run(
        () -> assertEquals(List.of(), log),
        () -> flags.set(Flag.GPU_OPTIMIZATION, false),
        () -> assertEquals(1, log.size()),
        () -> flags.set(Flag.GPU_OPTIMIZATION, true));
    assertEquals(
        List.of(
            "gpu_optimization_enabled is off: models are loaded without TensorRT from now on;"
                + " those that serve stay as they are until POST /v2/repository/models/NAME/load",
            "gpu_optimization_enabled is on: models are loaded with TensorRT from now on;"
                + " those that serve stay as they are until POST /v2/repository/models/NAME/load"),
        log);
  }

  @Test
  void theSecondVersionIsLoadedWhenItMayBeChosen() {
    Path models = TestingModels.repository(folder);
    TestingModels.add(models, "tiny", 2, 96, 64);
    List<ModelId> serving = new ArrayList<>();
    try (Detectors detectors = detectors(models)) {
      detectors.load("tiny");
      run(
          detectors,
          () -> serving.addAll(detectors.serving()),
          () -> flags.onFor(Flag.MODEL_V2, "studio"),
          () -> serving.addAll(detectors.serving()));
    }
    assertEquals(
        List.of(new ModelId("tiny", 1), new ModelId("tiny", 1), new ModelId("tiny", 2)), serving);
  }

  private void run(Runnable... pauses) {
    try (Detectors detectors = detectors(TestingModels.repository(folder))) {
      run(detectors, pauses);
    }
  }

  /** Does one thing in each pause, and is interrupted in the last. */
  private void run(Detectors detectors, Runnable... pauses) {
    Queue<Runnable> next = new ArrayDeque<>(List.of(pauses));
    FlagEffects effects =
        new FlagEffects(
            flags,
            new SecondVersion(detectors, new ModelRouting(detectors, flags, _ -> true), flags),
            interval -> {
              assertEquals(FlagEffects.INTERVAL, interval);
              Runnable step = next.poll();
              if (step == null) {
                throw new InterruptedException("enough");
              }
              step.run();
            },
            log::add);
    assertThrows(InterruptedException.class, effects::call);
  }

  private static Detectors detectors(Path models) {
    return new Detectors(
        new ModelRepository(models),
        new Detectors.Serving(new OnnxRuntimeEngine(), new CorePlan(1, 1, 1, 1)),
        new Detectors.Choice(Optional.of("tiny"), Optional.empty()),
        Detectors.Listener.SILENT);
  }
}
