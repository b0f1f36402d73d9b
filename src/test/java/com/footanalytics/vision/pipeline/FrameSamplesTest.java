package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.testing.TestingModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FrameSamplesTest {

  private static final int BALL = 0;
  private static final int PLAYER = 2;

  @TempDir Path folder;
  private final Engines engines = new OnnxRuntimeEngine();
  private ModelPackage model;

  @BeforeEach
  void write() {
    model = new ModelRepository(TestingModels.withTwin(folder)).only();
  }

  @Test
  void aKeptFrameTellsWhatTheModelFoundAndWhatItsFloat32WeightsFind() throws Exception {
    FrameSamples samples = new FrameSamples(1);
    try (var shown = new TestingSamples(model, engines, samples);
        LoadedDetector twin = TestingSamples.load(model, "fp32", engines)) {
      shown.show(PLAYER);
      try (FrameSample sample = samples.take()) {
        assertEquals(model, sample.model());
        assertEquals(sample.found(0.1), sample.foundBy(twin).orElseThrow());
        assertEquals(PLAYER, sample.found(0.1).getFirst().classIndex());
        assertEquals(TestingVideo.boxOf(PLAYER).x1(), sample.found(0.1).getFirst().box().x1(), 0.1);
      }
      shown.show(BALL);
      try (FrameSample sample = samples.take()) {
        assertEquals(List.of(), sample.found(0.1));
        assertEquals(BALL, sample.foundBy(twin).orElseThrow().getFirst().classIndex());
      }
    }
  }

  @Test
  void whileAFrameIsKeptOthersPassAndItStaysAsItWas() throws Exception {
    FrameSamples samples = new FrameSamples(1);
    try (var shown = new TestingSamples(model, engines, samples);
        LoadedDetector twin = TestingSamples.load(model, "fp32", engines)) {
      shown.show(PLAYER);
      try (FrameSample sample = samples.take()) {
        shown.show(BALL);
        assertEquals(PLAYER, sample.foundBy(twin).orElseThrow().getFirst().classIndex());
      }
      assertFalse(keeps(samples), "the frame shown meanwhile was let go");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0.25, 0.125})
  void theShareIsKept(double share) throws Exception {
    FrameSamples samples = new FrameSamples(share);
    List<Integer> kept = new ArrayList<>();
    try (var shown = new TestingSamples(model, engines, samples)) {
      for (int i = 1; i <= 8; i++) {
        shown.show(PLAYER);
        if (keeps(samples)) {
          kept.add(i);
        }
      }
    }
    int every = (int) Math.round(1 / share);
    List<Integer> expected = new ArrayList<>();
    for (int i = every; i <= 8; i += every) {
      expected.add(i);
    }
    assertEquals(expected, kept);
  }

  @Test
  void withoutAShareOrATwinNothingIsKept() throws Exception {
    ModelPackage alone =
        new ModelRepository(TestingModels.repository(folder.resolve("alone"))).only();
    FrameSamples none = FrameSamples.NONE;
    FrameSamples all = new FrameSamples(1);
    try (var first = new TestingSamples(model, engines, none);
        var second = new TestingSamples(alone, engines, all)) {
      first.show(PLAYER);
      second.show(PLAYER);
    }
    assertFalse(keeps(none));
    assertFalse(keeps(all));
  }

  @Test
  void aModelThatIsGoneHasNoTimeForAnything() throws Exception {
    FrameSamples samples = new FrameSamples(1);
    try (LoadedDetector twin = TestingSamples.load(model, "fp32", engines)) {
      try (var shown = new TestingSamples(model, engines, samples)) {
        shown.show(PLAYER);
      }
      try (FrameSample sample = samples.take()) {
        assertEquals(Optional.empty(), sample.foundBy(twin));
      }
    }
  }

  @Test
  void weightsThatFailGiveNoAnswerAndHarmNobody() throws Exception {
    FrameSamples samples = new FrameSamples(1);
    TestingEngine failing = new TestingEngine();
    try (var shown = new TestingSamples(model, engines, samples);
        LoadedDetector twin = TestingSamples.load(model, "fp32", failing)) {
      failing.fail();
      shown.show(PLAYER);
      try (FrameSample sample = samples.take()) {
        assertEquals(Optional.empty(), sample.foundBy(twin));
      }
      shown.show(PLAYER);
      assertTrue(keeps(samples));
      assertEquals(2, shown.served().server().statistics().rows(), "the twin's runs are not its");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void aShareIsAShare(double share) {
    assertThrows(IllegalArgumentException.class, () -> new FrameSamples(share));
  }

  /** Whether a frame is kept; gives it back. */
  private static boolean keeps(FrameSamples samples) {
    Thread.currentThread().interrupt();
    try (FrameSample _ = samples.take()) {
      return true;
    } catch (InterruptedException _) {
      return false;
    } finally {
      Thread.interrupted();
    }
  }
}
