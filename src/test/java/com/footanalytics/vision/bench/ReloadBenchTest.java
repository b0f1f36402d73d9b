package com.footanalytics.vision.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.pipeline.ServedPictures;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReloadBenchTest {

  private static final byte[] PICTURE = TestingPictures.png(96, 64);

  @TempDir Path folder;

  @Test
  void everyPictureThatComesWhileAModelIsReplacedIsAnswered() {
    try (Detectors detectors = detectors()) {
      ReloadBench.Report report =
          new ReloadBench(detectors, new ServedPictures(new ModelRouting(detectors)), PICTURE)
              .run("tiny:1", 4, 200);
      assertEquals(4, report.loads());
      assertEquals(0, report.failed());
      assertTrue(report.requests() > 0);
      assertEquals(5, report.residentBytes().size());
      assertTrue(report.worstNanos() > 0);
    }
  }

  @Test
  void aPictureWithoutAnAnswerCountsAsFailed() {
    try (Detectors detectors = detectors()) {
      ReloadBench.Report report =
          new ReloadBench(detectors, (_, _) -> new Answer.TooLate(), PICTURE).run("tiny:1", 1, 200);
      assertEquals(report.requests(), report.failed());
    }
  }

  @Test
  void aModelThatIsNotThereIsRefusedBeforeAnythingComes() {
    try (Detectors detectors = detectors()) {
      ReloadBench bench =
          new ReloadBench(detectors, new ServedPictures(new ModelRouting(detectors)), PICTURE);
      assertThrows(ModelException.class, () -> bench.run("tiny:2", 1, 200));
    }
  }

  private Detectors detectors() {
    return new Detectors(
        new ModelRepository(TestingModels.repository(folder)),
        new Detectors.Serving(new OnnxRuntimeEngine(), new CorePlan(1, 2, 1, 1)),
        new Detectors.Choice(Optional.empty(), Optional.empty()),
        Detectors.Listener.SILENT);
  }
}
