package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.probe.ByteSource;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingSource;
import com.footanalytics.vision.testing.TestingTracing.Kept;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StreamPipelineTest {

  private static final Identity CALLER = Identity.caller("studio");
  private static final CorePlan PLAN = new CorePlan(1, 2, 1, 1);
  private static final String THREAD = "stream-test";

  @TempDir private static Path folder;
  private static Detectors detectors;

  private final Path incoming = folder.resolve("incoming");
  private final TestingStreamListener listener = TestingStreamListener.taking();
  private final Cancellation cancellation = new Cancellation();

  @BeforeAll
  static void load() {
    detectors = TestingDetectors.of(TestingModels.repository(folder), PLAN);
  }

  @AfterAll
  static void close() {
    detectors.close();
  }

  @AfterEach
  void nothingIsLeft() {
    String[] files = incoming.toFile().list();
    assertTrue(files == null || files.length == 0);
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().startsWith(THREAD + "-")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ts",
        "fragmented.mp4",
        "index-first.mp4",
        "index-last.mp4",
        "mkv",
        "live.mkv",
        "avi"
      })
  void resultsAreThoseOfTheFile(String container) {
    Path clip = TestingClips.movingSquares(container);
    List<FrameResult> expected = new ArrayList<>();
    RunEnd file = fileEnd(clip, expected);
    RunEnd stream = succeeded(analyze(TestingSource.of(clip, 5000)));
    assertEquals(expected, listener.frames);
    assertEquals(60, expected.size());
    assertTrue(expected.stream().anyMatch(frame -> !frame.detections().isEmpty()));
    assertEquals(file.frames(), stream.frames());
    assertEquals(file.decode(), stream.decode());
    assertEquals(file.durationSeconds(), stream.durationSeconds());
    StreamListener.Header header = listener.header;
    assertNotNull(header);
    assertEquals("match", header.videoName());
    assertEquals(96, header.video().displayWidth());
    assertEquals(TestingModels.NAME, header.model().name());
    assertEquals(List.of("ball", "goalkeeper", "player", "referee"), header.classes());
  }

  private RunEnd fileEnd(Path clip, List<FrameResult> frames) {
    AnalysisListener heard =
        new AnalysisListener() {
          @Override
          public void frame(FrameResult result, Progress progress) {
            frames.add(result);
          }
        };
    AnalysisRequest request =
        new AnalysisRequest(
            clip,
            "match",
            folder.resolve("out-" + clip.getFileName()),
            AnalysisRequest.Options.DEFAULT);
    AnalysisOutcome outcome =
        new VideoPipeline(detectors, PLAN, ProbeLimits.DEFAULT, Telemetry.NONE)
            .analyze(request, heard, new Cancellation());
    return assertInstanceOf(AnalysisOutcome.Succeeded.class, outcome).end();
  }

  @Test
  void aVideoHasOneSpanForEachStage() {
    Kept trace = new Kept();
    StreamRequest request =
        new StreamRequest("match", AnalysisRequest.Options.DEFAULT, CALLER, trace);
    StreamOutcome outcome =
        pipeline(1_000_000)
            .analyze(
                request,
                TestingSource.of(TestingClips.movingSquares("ts"), 5000),
                listener,
                cancellation);
    assertInstanceOf(StreamOutcome.Succeeded.class, outcome);
    assertEquals(EnumSet.allOf(SpanName.class), Set.copyOf(trace.spans()));
    assertEquals(SpanName.values().length, trace.spans().size());
  }

  @Test
  void strideAndTimesSkipAndAnEarlyEndReadsNoFurther() {
    var options =
        new AnalysisRequest.Options(
            Optional.empty(), 3, OptionalDouble.of(0.2), OptionalDouble.of(1), false);
    TestingSource source = TestingSource.of(TestingClips.movingSquares("ts"), 1000);
    RunEnd end = succeeded(analyze(options, source, 1_000_000));
    assertEquals(end.frames().decoded(), listener.frames.size());
    assertEquals(26, end.frames().decoded());
    assertEquals(end.frames().skipped(), listener.skipped.size());
    assertEquals(7, end.frames().inferred());
    assertTrue(source.isClosed());
  }

  @Test
  void framesComeWhileTheUploadStalls() throws Exception {
    Path clip = TestingClips.largeStream();
    int half = TestingSource.content(clip).length / 2;
    TestingSource source = TestingSource.stalling(clip, half);
    FutureTask<StreamOutcome> run = start(listener, source);
    for (int i = 0; i < 20; i++) {
      assertEquals(i, listener.arrived.take());
    }
    source.awaitStall();
    assertFalse(run.isDone());
    cancellation.cancel();
    assertEquals(new StreamOutcome.Cancelled(), run.get());
    assertTrue(source.isClosed());
  }

  @Test
  void aListenerThatDoesNotTakeFramesStopsTheReading() throws Exception {
    TestingStreamListener holding = TestingStreamListener.holding();
    Path clip = TestingClips.largeStream();
    long size = TestingSource.content(clip).length;
    TestingSource source = TestingSource.of(clip, 8192);
    FutureTask<StreamOutcome> run = start(holding, source);
    holding.holding.await();
    awaitStandstill();
    assertTrue(source.taken() < size * 2 / 3, source.taken() + " of " + size);
    long taken = source.taken();
    awaitStandstill();
    assertEquals(taken, source.taken());
    holding.release();
    assertInstanceOf(StreamOutcome.Succeeded.class, run.get());
    assertEquals(300, holding.frames.size());
  }

  @Test
  void cancellingEndsAListenerThatHolds() throws Exception {
    TestingStreamListener holding = TestingStreamListener.holding();
    FutureTask<StreamOutcome> run =
        start(holding, TestingSource.of(TestingClips.largeStream(), 8192));
    holding.holding.await();
    cancellation.cancel();
    assertEquals(new StreamOutcome.Cancelled(), run.get());
    assertEquals(List.of(), holding.frames);
  }

  /** What is lost with each run is missing in every window; what else grows is not. */
  @Test
  void memoryOfCancelledRunsComesBack() throws Exception {
    cancelRuns(10);
    long leastGrown = Long.MAX_VALUE;
    for (int window = 0; window < 3; window++) {
      long before = Pointer.physicalBytes();
      cancelRuns(20);
      leastGrown = Math.min(leastGrown, Pointer.physicalBytes() - before);
    }
    assertTrue(leastGrown < 10L << 20, "bytes grown: " + leastGrown);
  }

  private void cancelRuns(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      TestingStreamListener holding = TestingStreamListener.holding();
      Cancellation stop = new Cancellation();
      FutureTask<StreamOutcome> run =
          start(holding, TestingSource.of(TestingClips.largeStream(), 8192), stop);
      holding.holding.await();
      stop.cancel();
      assertEquals(new StreamOutcome.Cancelled(), run.get());
    }
  }

  @ParameterizedTest
  @CsvSource({"ts, 0", "ts, 3000", "ts, 6000", "index-last.mp4, 9000", "mkv, 6000"})
  void cancellingEndsTheWaitForBytes(String container, int afterBytes) throws Exception {
    TestingSource source =
        TestingSource.stalling(TestingClips.movingSquares(container), afterBytes);
    FutureTask<StreamOutcome> run = start(listener, source);
    source.awaitStall();
    cancellation.cancel();
    assertEquals(new StreamOutcome.Cancelled(), run.get());
  }

  @Test
  void whatWasCancelledBeforeIsNotBegun() {
    cancellation.cancel();
    assertEquals(
        new StreamOutcome.Cancelled(),
        analyze(TestingSource.of(TestingClips.movingSquares("ts"), 1000)));
    assertNull(listener.header);
  }

  @Test
  void whatIsNoVideoIsUnreadableWithAReason() {
    byte[] text = "no video at all\n".repeat(500).getBytes(StandardCharsets.UTF_8);
    assertReason("no container format", analyze(TestingSource.of(text, 1000)));
    assertReason("empty", analyze(TestingSource.of(new byte[0], 1000)));
    assertReason(
        "format wav is not taken", analyze(TestingSource.of(TestingClips.audioOnly(), 1000)));
    assertNull(listener.header);
  }

  private static void assertReason(String part, StreamOutcome outcome) {
    String reason = assertInstanceOf(StreamOutcome.Unreadable.class, outcome).reason();
    assertTrue(reason.contains(part), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ts", "index-last.mp4"})
  void aFileBeyondTheLimitIsTooLarge(String container) {
    Path clip = TestingClips.movingSquares(container);
    assertEquals(
        new StreamOutcome.TooLarge(9000),
        analyze(AnalysisRequest.Options.DEFAULT, TestingSource.of(clip, 1000), 9000));
  }

  @Test
  void aModelThatIsNotThereIsToldBeforeAnyByteIsRead() {
    var options =
        new AnalysisRequest.Options(
            Optional.of("nobody:3"), 1, OptionalDouble.empty(), OptionalDouble.empty(), false);
    TestingSource source = TestingSource.of(TestingClips.movingSquares("ts"), 1000);
    StreamOutcome outcome = analyze(options, source, 1_000_000);
    assertEquals(
        new StreamOutcome.NoSuchModel("model: nobody:3 (expected: one of [tiny:1])"), outcome);
    assertEquals(0, source.taken());
    assertTrue(source.isClosed());
  }

  @Test
  void aModelThatDoesNotLoadIsUnavailable(@TempDir Path empty) {
    try (Detectors none = TestingDetectors.of(empty, PLAN)) {
      StreamOutcome outcome =
          new StreamPipeline(
                  new StreamPipeline.Models(none, new ModelRouting(none)),
                  PLAN,
                  ProbeLimits.DEFAULT,
                  Telemetry.NONE,
                  new StreamPipeline.Intake(incoming, 1000))
              .analyze(
                  new StreamRequest("match", AnalysisRequest.Options.DEFAULT, CALLER),
                  TestingSource.of(new byte[1], 1),
                  listener,
                  cancellation);
      assertInstanceOf(StreamOutcome.ModelUnavailable.class, outcome);
    }
  }

  private FutureTask<StreamOutcome> start(StreamListener heard, ByteSource source) {
    return start(heard, source, cancellation);
  }

  private FutureTask<StreamOutcome> start(
      StreamListener heard, ByteSource source, Cancellation stop) {
    FutureTask<StreamOutcome> run =
        new FutureTask<>(() -> pipeline(50_000_000).analyze(request(), source, heard, stop));
    Thread.ofPlatform().daemon().name(THREAD).start(run);
    return run;
  }

  /** Waits until every thread of the line was seen to wait, many times in a row. */
  private static void awaitStandstill() {
    int seen = 0;
    while (seen < 100) {
      boolean still =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith(THREAD + "-"))
              .allMatch(thread -> thread.getState() == Thread.State.WAITING);
      seen = still ? seen + 1 : 0;
    }
  }

  private StreamOutcome analyze(ByteSource source) {
    return analyze(AnalysisRequest.Options.DEFAULT, source, 1_000_000);
  }

  private StreamOutcome analyze(AnalysisRequest.Options options, ByteSource source, long maxBytes) {
    return pipeline(maxBytes)
        .analyze(new StreamRequest("match", options, CALLER), source, listener, cancellation);
  }

  private static StreamRequest request() {
    return new StreamRequest("match", AnalysisRequest.Options.DEFAULT, CALLER);
  }

  private StreamPipeline pipeline(long maxBytes) {
    return new StreamPipeline(
        new StreamPipeline.Models(detectors, new ModelRouting(detectors)),
        PLAN,
        ProbeLimits.DEFAULT,
        Telemetry.NONE,
        new StreamPipeline.Intake(incoming, maxBytes));
  }

  private static RunEnd succeeded(StreamOutcome outcome) {
    return assertInstanceOf(StreamOutcome.Succeeded.class, outcome).end();
  }
}
