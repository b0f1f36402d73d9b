package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.decode.DecodeReport;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.TestingFrames;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.sink.FrameCounts;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.telemetry.FrameFindings;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.TestingModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AnalysisLineTest {

  private static final float PIXEL = 0.05f;

  private static ModelPackage model;

  @BeforeAll
  static void write(@TempDir Path folder) {
    model = new ModelRepository(TestingModels.repository(folder)).only();
  }

  @Test
  void whatIsFoundInEachFrameIsReported() {
    var telemetry = new TestingTelemetry();
    CorePlan plan = new CorePlan(1, 1, 1, 1);
    run(new TestingVideo(8), 2, new TestingSink(false), plan, new Cancellation(), telemetry);
    assertEquals(
        List.of("ball NOT_SEEN", "player SEEN", "ball NOT_SEEN", "player SEEN"),
        telemetry.findings().stream()
            .map(frame -> frame.objects().getFirst().className() + " " + frame.persons())
            .toList());
    FrameFindings first = telemetry.findings().getFirst();
    assertEquals("tiny 1", first.model() + " " + first.modelVersion());
    assertEquals(0.9996, first.objects().getFirst().score(), 1e-4);
  }

  private static ServedDetector served(CorePlan plan, PicturePreparation preparation) {
    LoadedDetector detector =
        LoadedDetector.load(
            model,
            model.manifest().defaultPrecision(),
            OptionalDouble.empty(),
            new OnnxRuntimeEngine(),
            plan);
    return new ServedDetector(
        detector, plan, preparation, Telemetry.NONE, Detectors.Listener.SILENT);
  }

  @AfterEach
  void noFrameIsLeftOpenAndNoThreadAlive() {
    assertEquals(0, TestingFrames.open());
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().startsWith("line-test-")));
  }

  @ParameterizedTest
  @CsvSource({"1,1,false", "3,1,false", "3,4,false", "1,8,true", "3,4,true", "2,1,true"})
  void everyFrameIsWrittenInOrderWithItsOwnObjects(
      int sessions, int batchSize, boolean needsPixels) {
    var sink = new TestingSink(needsPixels);
    LineReport report = run(new TestingVideo(203), 1, sink, sessions, batchSize).orElseThrow();
    assertEquals(new FrameCounts(203, 203, 0, 0, 0), report.counts());
    assertEquals(202 * TestingVideo.TICKS_PER_FRAME, report.lastPtsTicks());
    assertEquals(LongStream.range(0, 203).boxed().toList(), sink.frames());
    sink.inferred.forEach(AnalysisLineTest::assertShowsItsSquare);
  }

  @ParameterizedTest
  @CsvSource({"2,1,false", "7,4,false", "7,4,true", "100,8,false", "100,8,true"})
  void skippedFramesKeepTheirPlaceAndAreCounted(int stride, int batchSize, boolean needsPixels) {
    var sink = new TestingSink(needsPixels);
    LineReport report = run(new TestingVideo(301), stride, sink, 2, batchSize).orElseThrow();
    long inferred = (301L + stride - 1) / stride;
    assertEquals(new FrameCounts(301, inferred, 301 - inferred, 0, 0), report.counts());
    assertEquals(LongStream.range(0, 301).boxed().toList(), sink.frames());
    sink.inferred.forEach(AnalysisLineTest::assertShowsItsSquare);
  }

  @Test
  void anEmptyVideoIsAFinishedRunOfNoFrames() {
    LineReport report = run(new TestingVideo(0), 1, new TestingSink(false), 2, 4).orElseThrow();
    assertEquals(new FrameCounts(0, 0, 0, 0, 0), report.counts());
    assertInstanceOf(Decoded.End.class, report.end());
  }

  @Test
  void howTheSourceEndedIsReported() {
    var video = new TestingVideo(5);
    FrameSource breaking =
        () ->
            switch (video.next()) {
              case Decoded.Picture picture -> picture;
              case Decoded end -> new Decoded.Failed("damaged", new DecodeReport(5, 0, 0, 0, 0, 0));
            };
    LineReport report = run(breaking, 1, new TestingSink(false), 2, 2).orElseThrow();
    assertEquals("damaged", assertInstanceOf(Decoded.Failed.class, report.end()).reason());
    assertEquals(5, report.counts().inferred());
  }

  @ParameterizedTest
  @CsvSource({"1,1,false", "2,1,true", "2,4,true", "3,8,true", "1,8,false"})
  void theLineNeedsNoMoreFramesOutThanItSays(int sessions, int batchSize, boolean needsPixels) {
    CorePlan plan = new CorePlan(1, sessions, 1, batchSize);
    int framesOut = LineQueues.framesOut(plan, needsPixels);
    var video = new TestingVideo(400);
    FrameSource bounded =
        () -> {
          while (TestingFrames.open() >= framesOut) {
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
            Thread.onSpinWait();
          }
          return video.next();
        };
    var sink = new TestingSink(needsPixels);
    LineReport report = run(bounded, 3, sink, plan, new Cancellation()).orElseThrow();
    assertEquals(400, report.counts().decoded());
    assertTrue(video.mostOpen() <= framesOut, "most frames open: " + video.mostOpen());
  }

  @Test
  void aFailureOfTheSinkEndsTheRunAsItWas() {
    var failure = new IllegalStateException("disk full");
    var sink =
        new TestingSink(true) {
          @Override
          public void inferred(FrameResult result, @Nullable Frame pixels) {
            if (result.frame() == 20) {
              throw failure;
            }
          }
        };
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class, () -> run(new TestingVideo(1000), 1, sink, 2, 2)));
  }

  @Test
  void aFailureOfTheSourceEndsTheRunAsItWas() {
    var video = new TestingVideo(1000);
    var failure = new IllegalStateException("broken");
    FrameSource failing =
        () -> {
          Decoded next = video.next();
          if (next instanceof Decoded.Picture(Frame frame) && frame.index() == 30) {
            frame.close();
            throw failure;
          }
          return next;
        };
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class, () -> run(failing, 1, new TestingSink(false), 2, 2)));
  }

  @Test
  void cancellationEndsTheRunWithoutAReport() {
    var cancellation = new Cancellation();
    var sink =
        new TestingSink(true) {
          @Override
          public void inferred(FrameResult result, @Nullable Frame pixels) {
            if (result.frame() == 10) {
              cancellation.cancel();
            }
          }
        };
    assertTrue(
        run(new TestingVideo(Long.MAX_VALUE), 1, sink, new CorePlan(1, 2, 1, 2), cancellation)
            .isEmpty());
  }

  private static Optional<LineReport> run(
      FrameSource source, int stride, TestingSink sink, int sessions, int batchSize) {
    CorePlan plan = new CorePlan(1, sessions, 1, batchSize);
    return run(source, stride, sink, plan, new Cancellation());
  }

  private static Optional<LineReport> run(
      FrameSource source, int stride, TestingSink sink, CorePlan plan, Cancellation cancellation) {
    return run(source, stride, sink, plan, cancellation, Telemetry.NONE);
  }

  private static Optional<LineReport> run(
      FrameSource source,
      int stride,
      TestingSink sink,
      CorePlan plan,
      Cancellation cancellation,
      Telemetry telemetry) {
    FrameSelection selection =
        new FrameSelection(
            stride, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, new TimeBase(1, 250), 0);
    try (PicturePreparation preparation = new PicturePreparation(1);
        ServedDetector served = served(plan, preparation);
        Preprocessor preprocessor =
            new Preprocessor(
                TestingVideo.WIDTH,
                TestingVideo.HEIGHT,
                1,
                Orientation.UPRIGHT,
                served.detector().input())) {
      return new AnalysisLine(served, plan, Lane.BULK, telemetry)
          .run("line-test", source, selection, preprocessor, sink, cancellation);
    }
  }

  private static void assertShowsItsSquare(FrameResult result) {
    assertEquals(1, result.detections().size(), "objects of frame " + result.frame());
    Detection found = result.detections().getFirst();
    Box expected = TestingVideo.boxOf(result.frame());
    assertEquals(TestingVideo.classOf(result.frame()), found.classIndex());
    assertEquals(expected.x1(), found.box().x1(), PIXEL);
    assertEquals(expected.y1(), found.box().y1(), PIXEL);
    assertEquals(expected.x2(), found.box().x2(), PIXEL);
    assertEquals(expected.y2(), found.box().y2(), PIXEL);
  }

  /** What the writer stage handed over. */
  private static class TestingSink implements LineSink {

    private final boolean needsPixels;
    final List<FrameResult> inferred = new ArrayList<>();
    private final List<Long> frames = new ArrayList<>();

    TestingSink(boolean needsPixels) {
      this.needsPixels = needsPixels;
    }

    List<Long> frames() {
      return frames;
    }

    @Override
    public boolean needsPixels() {
      return needsPixels;
    }

    @Override
    public void inferred(FrameResult result, @Nullable Frame pixels) {
      inferred.add(result);
      add(result, pixels);
    }

    @Override
    public void skipped(FrameResult result, @Nullable Frame pixels) {
      assertEquals(List.of(), result.detections());
      add(result, pixels);
    }

    private void add(FrameResult result, @Nullable Frame pixels) {
      assertEquals(needsPixels, pixels != null);
      if (pixels != null) {
        assertEquals(result.frame(), pixels.index());
        assertEquals(TestingVideo.WIDTH, pixels.width());
      }
      assertEquals(result.frame() * TestingVideo.TICKS_PER_FRAME, result.ptsTicks());
      frames.add(result.frame());
    }
  }
}
