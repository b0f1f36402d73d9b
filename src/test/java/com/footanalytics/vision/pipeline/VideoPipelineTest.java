package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.sink.FrameCounts;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.sink.RunHeader;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.ClipSquare;
import com.footanalytics.vision.testing.SharedData;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VideoPipelineTest {

  private static final CorePlan PLAN = new CorePlan(1, 2, 1, 1);
  private static final AnalysisRequest.Options ANNOTATED =
      new AnalysisRequest.Options(
          Optional.empty(), 1, OptionalDouble.empty(), OptionalDouble.empty(), true);

  @TempDir Path folder;
  private Path out = Path.of("");
  private Path models = Path.of("");

  @BeforeEach
  void writeModels() {
    models = TestingModels.repository(folder);
    out = folder.resolve("out");
  }

  static Stream<Arguments> clips() {
    return Stream.of(
        Arguments.of(TestingClips.plain(), 24),
        Arguments.of(TestingClips.bFrames(), 24),
        Arguments.of(TestingClips.variableRate(), 8),
        Arguments.of(TestingClips.rotated(90), 24),
        Arguments.of(TestingClips.mirrored(270), 24),
        Arguments.of(TestingClips.editList(), 19),
        Arguments.of(TestingClips.lateStart(), 24),
        Arguments.of(TestingClips.tenBit(), 24),
        Arguments.of(TestingClips.interlaced(), 24),
        Arguments.of(TestingClips.motionJpeg(), 24),
        Arguments.of(TestingClips.wideSamples(), 24),
        Arguments.of(TestingClips.aviWithBFrames(), 24));
  }

  @ParameterizedTest
  @MethodSource("clips")
  void everyFrameIsHeardOnceInOrderAndAccountedFor(Path clip, int frames) {
    Heard heard = new Heard();
    RunEnd end = succeeded(analyze(clip, ANNOTATED, PLAN, heard, new Cancellation()));
    assertEquals(new FrameCounts(frames, frames, 0, 0, 0), end.frames());
    assertEquals(LongStream.range(0, frames).boxed().toList(), heard.indices());
    List<Long> pts = heard.frames.stream().map(FrameResult::ptsTicks).toList();
    assertEquals(pts.stream().distinct().sorted().toList(), pts);
    assertEquals(1, heard.started);
    assertEquals(LongStream.rangeClosed(1, frames).boxed().toList(), heard.done);
    assertEquals(List.of("annotated.mp4", "detections.jsonl", "summary.json"), left());
  }

  @Test
  void whatCannotBeDecodedIsCountedAndTheRestAnalysed() {
    Heard heard = new Heard();
    RunEnd damaged = succeeded(analyze(TestingClips.corrupt(), heard));
    assertTrue(damaged.frames().corrupt() > 0, damaged::toString);
    assertEquals(damaged.frames().corrupt(), heard.corrupt());
    assertEquals(damaged.frames().decoded(), heard.frames.size());
    RunEnd cut = succeeded(analyze(TestingClips.truncated(), new Heard()));
    assertTrue(cut.frames().decoded() > 5 && cut.frames().decoded() < 24, cut::toString);
    assertEquals(cut.frames().decoded(), cut.frames().inferred());
  }

  @Test
  void framesOfAnotherSizeAreAnalysedToo() {
    Heard heard = new Heard();
    AnalysisOutcome outcome =
        analyze(TestingClips.sizeChange(), ANNOTATED, PLAN, heard, new Cancellation());
    RunEnd end = succeeded(outcome);
    assertEquals(1, end.decode().sizeChanges());
    assertEquals(end.frames().decoded(), end.frames().inferred());
    assertTrue(end.frames().decoded() > 40, end::toString);
    assertEquals(LongStream.range(0, end.frames().decoded()).boxed().toList(), heard.indices());
  }

  @Test
  void everyFrameHasTheObjectsOfItsOwnPicture() {
    Heard heard = new Heard();
    analyze(TestingClips.squares(), heard);
    assertEquals(8, heard.frames.size());
    for (FrameResult frame : heard.frames) {
      ClipSquare square = TestingClips.square((int) frame.frame());
      assertFound(frame, square.classIndex(), square.x(), square.y());
    }
  }

  @Test
  void boxesOfATurnedVideoLieInThePictureAsShown() {
    Heard heard = new Heard();
    analyze(TestingClips.rotatedSquare(), heard);
    assertEquals(4, heard.frames.size());
    int xShown = 96 - 20 - TestingModels.SQUARE_PX;
    heard.frames.forEach(frame -> assertFound(frame, 0, xShown, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 1", "2 1", "4 1", "1 3", "2 3", "4 3"})
  void sessionsAndBatchesChangeNothing(String plan) throws IOException {
    analyze(TestingClips.squares(), new Heard());
    String expected = Files.readString(out.resolve("detections.jsonl"));
    int sessions = Integer.parseInt(plan.substring(0, 1));
    CorePlan other = new CorePlan(1, sessions, 1, Integer.parseInt(plan.substring(2)));
    out = folder.resolve("other");
    analyze(TestingClips.squares(), ANNOTATED, other, new Heard(), new Cancellation());
    String actual =
        Files.readString(out.resolve("detections.jsonl"))
            .replace("\"annotate\":true", "\"annotate\":false");
    assertEquals(expected, actual);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCancelledRunLeavesNothing(boolean annotate) {
    Cancellation cancellation = new Cancellation();
    AnalysisListener stop =
        new AnalysisListener() {
          @Override
          public void frame(FrameResult result, Progress progress) {
            cancellation.cancel();
          }
        };
    AnalysisOutcome outcome =
        analyze(
            TestingClips.plain(192, 108, 400),
            annotate ? ANNOTATED : AnalysisRequest.Options.DEFAULT,
            PLAN,
            stop,
            cancellation);
    assertEquals(new AnalysisOutcome.Cancelled(), outcome);
    assertEquals(List.of(), left());
  }

  @Test
  void whatIsNoVideoIsUnreadableAndMakesNoFolder() {
    for (Path file : List.of(TestingClips.empty(), TestingClips.audioOnly(), folder)) {
      AnalysisOutcome outcome = analyze(file, AnalysisListener.SILENT);
      String reason = assertInstanceOf(AnalysisOutcome.Unreadable.class, outcome).reason();
      assertFalse(reason.isBlank() || reason.contains("\n"), reason);
    }
    assertFalse(Files.exists(out));
  }

  @Test
  void aVideoThatTurnsOutTooLongIsUnreadableAndLeavesNothing() {
    ProbeLimits few = new ProbeLimits(ProbeLimits.DEFAULT.maxPixels(), 3, Duration.ofHours(1));
    Heard heard = new Heard();
    try (Detectors detectors = TestingDetectors.of(models, PLAN)) {
      AnalysisOutcome outcome =
          new VideoPipeline(detectors, PLAN, few, Telemetry.NONE)
              .analyze(
                  new AnalysisRequest(TestingClips.transportStream(), "v", out, ANNOTATED),
                  heard,
                  new Cancellation());
      String reason = assertInstanceOf(AnalysisOutcome.Unreadable.class, outcome).reason();
      assertEquals("more than 3 frames", reason);
    }
    assertEquals(3, heard.frames.size());
    assertEquals(List.of(), left());
  }

  @Test
  void aVideoOfWhichNothingDecodesIsUnreadableEvenAnnotated() throws IOException {
    byte[] bytes = Files.readAllBytes(TestingClips.truncated());
    int pictures = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mdat") + 4;
    Arrays.fill(bytes, pictures, bytes.length, (byte) 0x5A);
    Path video = Files.write(folder.resolve("noise.mp4"), bytes);
    AnalysisOutcome outcome =
        analyze(video, ANNOTATED, PLAN, AnalysisListener.SILENT, new Cancellation());
    String reason = assertInstanceOf(AnalysisOutcome.Unreadable.class, outcome).reason();
    assertTrue(reason.contains("no picture can be decoded"), reason);
    assertEquals(List.of(), left());
  }

  @Test
  void aMissingModelIsAnExceptionAndLeavesNothing() {
    models = folder.resolve("none");
    assertThrows(
        ModelException.class, () -> analyze(TestingClips.plain(), AnalysisListener.SILENT));
    assertEquals(List.of(), left());
  }

  @TestFactory
  Stream<DynamicTest> everyHostileFileEndsInAnOutcome() throws IOException {
    Path files = SharedData.require("hostile");
    List<Path> all;
    try (Stream<Path> entries = Files.list(files)) {
      all = entries.filter(file -> !file.toString().endsWith(".tsv")).sorted().toList();
    }
    return all.stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () ->
                    assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> endsInAnOutcome(file))));
  }

  private void endsInAnOutcome(Path file) {
    out = folder.resolve(file.getFileName());
    AnalysisRequest.Options firstSeconds =
        new AnalysisRequest.Options(
            Optional.empty(), 1, OptionalDouble.empty(), OptionalDouble.of(2), false);
    AnalysisRequest.Options options =
        file.toString().endsWith("av1.mp4") ? firstSeconds : AnalysisRequest.Options.DEFAULT;
    Heard heard = new Heard();
    switch (analyze(file, options, PLAN, heard, new Cancellation())) {
      case AnalysisOutcome.Succeeded(RunEnd end) -> {
        FrameCounts frames = end.frames();
        assertEquals(frames.decoded(), frames.inferred() + frames.skipped() + frames.dropped());
        assertEquals(frames.decoded(), heard.frames.size());
      }
      case AnalysisOutcome.Unreadable(String reason) -> {
        assertFalse(reason.isBlank());
        assertEquals(List.of(), left());
      }
      case AnalysisOutcome.Cancelled _ -> throw new AssertionError("nobody cancelled");
    }
  }

  @Test
  void aHashThatIsKnownIsTakenAndNotComputedAgain() throws IOException {
    String known = "ab".repeat(32);
    try (Detectors detectors = TestingDetectors.of(models, PLAN)) {
      AnalysisRequest request =
          new AnalysisRequest(
              TestingClips.plain(),
              "video",
              Optional.of(known),
              out,
              AnalysisRequest.Options.DEFAULT);
      succeeded(
          new VideoPipeline(detectors, PLAN, ProbeLimits.DEFAULT, Telemetry.NONE)
              .analyze(request, AnalysisListener.SILENT, new Cancellation()));
    }
    String header = Files.readAllLines(out.resolve("detections.jsonl")).getFirst();
    assertTrue(header.contains("\"sha256\":\"" + known + "\""), header);
  }

  private AnalysisOutcome analyze(Path video, AnalysisListener listener) {
    return analyze(video, AnalysisRequest.Options.DEFAULT, PLAN, listener, new Cancellation());
  }

  private AnalysisOutcome analyze(
      Path video,
      AnalysisRequest.Options options,
      CorePlan plan,
      AnalysisListener listener,
      Cancellation cancellation) {
    try (Detectors detectors = TestingDetectors.of(models, plan)) {
      return new VideoPipeline(detectors, plan, ProbeLimits.DEFAULT, Telemetry.NONE)
          .analyze(new AnalysisRequest(video, "video", out, options), listener, cancellation);
    }
  }

  private static RunEnd succeeded(AnalysisOutcome outcome) {
    return assertInstanceOf(AnalysisOutcome.Succeeded.class, outcome).end();
  }

  private static void assertFound(FrameResult frame, int classIndex, int x, int y) {
    assertEquals(1, frame.detections().size(), () -> "objects of " + frame);
    Detection found = frame.detections().getFirst();
    Box box = found.box();
    assertEquals(classIndex, found.classIndex());
    assertEquals(x, box.x1(), 0.1f);
    assertEquals(y, box.y1(), 0.1f);
    assertEquals(x + TestingModels.SQUARE_PX, box.x2(), 0.1f);
    assertEquals(y + TestingModels.SQUARE_PX, box.y2(), 0.1f);
  }

  private List<String> left() {
    String[] names = out.toFile().list();
    return names == null ? List.of() : Stream.of(names).sorted().toList();
  }

  /** Remembers what it hears. */
  private static final class Heard implements AnalysisListener {

    private final List<FrameResult> frames = new ArrayList<>();
    private final List<Long> done = new ArrayList<>();
    private int started;

    @Override
    public void started(RunHeader header) {
      started++;
    }

    @Override
    public void frame(FrameResult result, Progress progress) {
      frames.add(result);
      done.add(progress.framesDone());
    }

    List<Long> indices() {
      return frames.stream().map(FrameResult::frame).toList();
    }

    long corrupt() {
      return frames.stream().filter(FrameResult::corrupt).count();
    }
  }
}
