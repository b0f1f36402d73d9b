package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.FrameSamples;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.OwnedThread;
import com.footanalytics.vision.pipeline.TestingEngine;
import com.footanalytics.vision.pipeline.TestingSamples;
import com.footanalytics.vision.testing.TestingModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgreementWatchTest {

  private static final ModelId TINY = new ModelId(TestingModels.NAME, 1);
  private static final int BALL = 0;
  private static final int REFEREE = 3;

  @TempDir Path folder;
  private final Engines engines = new OnnxRuntimeEngine();
  private final FrameSamples samples = new FrameSamples(1);
  private final BlockingQueue<String> compared = new LinkedBlockingQueue<>();
  private final TestingEngine twins = new TestingEngine();
  private ModelPackage model;

  @BeforeEach
  void write() {
    model = new ModelRepository(TestingModels.withTwin(folder)).only();
  }

  @Test
  void whatBothFindAgreesAndWhatOneMissesDoesNot() throws Exception {
    try (var shown = new TestingSamples(model, engines, samples);
        OwnedThread _ = started(() -> List.of(TINY), this::open)) {
      shown.show(REFEREE);
      assertEquals("tiny:1 1.0", compared.take());
      String next = null;
      while (next == null) {
        shown.show(BALL);
        next = compared.poll();
      }
      assertEquals("tiny:1 0.5", next);
      assertEquals(1, twins.opened(), "the float32 weights are loaded once");
      assertEquals(0, twins.closed());
    }
    assertEquals(1, twins.closed());
  }

  @Test
  void theWeightsOfAModelThatIsGoneAreFreedWithTheNextFrame() throws Exception {
    Queue<List<ModelId>> serving = new ConcurrentLinkedQueue<>(List.of(List.of(TINY), List.of()));
    Supplier<List<ModelId>> next =
        () -> {
          List<ModelId> now = serving.poll();
          return now == null ? List.of(TINY) : now;
        };
    try (var shown = new TestingSamples(model, engines, samples);
        OwnedThread _ = started(next, this::open)) {
      shown.show(REFEREE);
      compared.take();
      while (!serving.isEmpty()) {
        shown.show(REFEREE);
      }
      compared.take();
      assertEquals(2, twins.opened());
      assertEquals(1, twins.closed());
    }
    assertEquals(2, twins.closed());
  }

  @Test
  void weightsThatCannotBeLoadedAreTriedOnceAndKeepNobodyWaiting() throws Exception {
    BlockingQueue<ModelPackage> tried = new LinkedBlockingQueue<>();
    BlockingQueue<Boolean> asked = new LinkedBlockingQueue<>();
    AgreementWatch.Opener refusing =
        asking -> {
          tried.add(asking);
          throw new ModelException("tiny:1: no room");
        };
    Supplier<List<ModelId>> serving =
        () -> {
          asked.add(true);
          return List.of(TINY);
        };
    try (var shown = new TestingSamples(model, engines, samples);
        OwnedThread _ = started(serving, refusing)) {
      while (asked.size() < 3) {
        shown.show(BALL);
      }
    }
    assertEquals(List.of(model), List.copyOf(tried));
    assertEquals(List.of(), List.copyOf(compared));
  }

  private OwnedThread started(Supplier<List<ModelId>> serving, AgreementWatch.Opener opener) {
    OwnedThread thread =
        new OwnedThread(
            "agreement-test",
            Thread.NORM_PRIORITY,
            new AgreementWatch(
                samples,
                serving,
                opener,
                (detector, found) -> compared.add(detector.model().id() + " " + found)));
    thread.start();
    return thread;
  }

  private LoadedDetector open(ModelPackage asked) {
    return TestingSamples.load(asked, LoadedDetector.FLOAT32, twins);
  }
}
