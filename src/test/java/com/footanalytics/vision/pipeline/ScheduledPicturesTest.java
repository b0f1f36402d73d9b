package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.Work.Drop;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.InferenceReport.Outcome;
import com.footanalytics.vision.testing.ClipSquare;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ScheduledPicturesTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final CorePlan ONE_SESSION = new CorePlan(1, 1, 1, 1);

  @TempDir private Path folder;

  private final TestingTelemetry telemetry = new TestingTelemetry();
  private final TestingEngine engine = new TestingEngine();
  private final PicturePreparation preparation = new PicturePreparation(1);
  private LoadedDetector loaded;
  private ServedDetector served;
  private PictureDetector detector;

  @BeforeEach
  void load() {
    var model = new ModelRepository(TestingModels.repository(folder)).only();
    loaded = LoadedDetector.load(model, "fp32", OptionalDouble.empty(), engine, ONE_SESSION);
    served =
        new ServedDetector(loaded, ONE_SESSION, preparation, telemetry, Detectors.Listener.SILENT);
    detector = served.pictures();
  }

  @AfterEach
  void everySessionIsClosedOnce() {
    served.close();
    preparation.close();
    assertEquals(1, engine.opened());
    assertEquals(1, engine.closed());
  }

  @ParameterizedTest
  @CsvSource({"1,96,64,8,20", "3,96,64,76,32", "6,64,96,64,8", "8,64,96,20,44"})
  void boxesLieInThePictureAsItIsDisplayed(int exif, int coded, int codedHeight, int x, int y) {
    FoundSquare.in(detector, exif, coded, codedHeight, x, y);
  }

  @Test
  void anInferenceIsReportedWithItsTimes() {
    detector.detect(TestingPictures.png(96, 64), LONG);
    InferenceReport report = telemetry.reports().getFirst();
    assertEquals(List.of(Outcome.OK), telemetry.outcomes());
    assertEquals("http", report.protocol());
    assertEquals(1, report.batchSize());
    assertTrue(report.computeNanos() > 0);
    assertEquals(report.totalNanos(), report.queueNanos() + report.computeNanos());
  }

  @Test
  void whatIsNoPictureIsUnreadable() {
    FoundSquare.nowhereInWhatIsNoPicture(detector);
    assertEquals(List.of(), telemetry.outcomes());
  }

  @Test
  void aDeadlineThatHasPassedIsTooLate() {
    assertEquals(new Answer.TooLate(), detector.detect(TestingPictures.png(96, 64), Duration.ZERO));
    assertEquals(List.of(Outcome.TIMEOUT), telemetry.outcomes());
  }

  @Test
  void aSessionThatIsNotFreeInTimeIsTooLate() throws Exception {
    try (TestingOccupied _ = new TestingOccupied(loaded)) {
      byte[] picture = TestingPictures.png(96, 64);
      assertEquals(new Answer.TooLate(), detector.detect(picture, Duration.ofMillis(50)));
    }
    assertEquals(List.of(Outcome.TIMEOUT), telemetry.outcomes());
  }

  @Test
  void aPictureThatCannotBeDoneInTimeIsRefusedAtOnce() throws Exception {
    byte[] picture = TestingPictures.png(96, 64);
    FutureTask<Answer> waiting = new FutureTask<>(() -> detector.detect(picture, LONG));
    try (TestingOccupied _ = new TestingOccupied(loaded)) {
      served.server().learn(PictureWork.KIND, 1, Duration.ofSeconds(20));
      Thread.ofPlatform().start(waiting);
      awaitRunning();
      var refused =
          assertInstanceOf(Answer.Busy.class, detector.detect(picture, Duration.ofSeconds(10)));
      assertTrue(refused.retryAfter().toSeconds() >= 30, refused::toString);
      assertEquals(List.of(Outcome.REJECTED), telemetry.outcomes());
    }
    assertInstanceOf(Answer.Found.class, waiting.get());
  }

  @Test
  void picturesInTheBackgroundWaitWhileOthersNeedTheModel() throws Exception {
    var bulkDepths = new CopyOnWriteArrayList<Integer>();
    byte[] picture = TestingPictures.png(96, 64);
    FutureTask<Answer> measured =
        new FutureTask<>(() -> served.background(0.5).detect(picture, LONG));
    try (Arena arena = Arena.ofShared()) {
      MemorySegment pixels = arena.allocate(loaded.input().bytesPerPicture(), 64);
      try (TestingOccupied _ = new TestingOccupied(loaded)) {
        served.server().offer(noting(bulkDepths, pixels));
        awaitDepth(Lane.INTERACTIVE, 0);
        Thread.ofPlatform().start(measured);
        awaitDepth(Lane.BULK, 1);
        served.server().offer(noting(bulkDepths, pixels));
      }
      assertInstanceOf(Answer.Found.class, measured.get());
    }
    assertEquals(List.of(1, 1), bulkDepths);
    assertEquals(List.of(), telemetry.outcomes());
  }

  @Test
  void inTheBackgroundObjectsAreFoundDownToAnotherScore() {
    ClipSquare dim = new ClipSquare(8, 20, TestingModels.SQUARE_PX, 0);
    byte[] picture = TestingPictures.squareWithOrientation(96, 64, dim, 1);
    var usual = assertInstanceOf(Answer.Found.class, detector.detect(picture, LONG));
    var strict =
        assertInstanceOf(Answer.Found.class, served.background(0.99999).detect(picture, LONG));
    assertEquals(1, usual.objects().size());
    assertEquals(List.of(), strict.objects());
  }

  private PictureWork noting(List<Integer> bulkDepths, MemorySegment pixels) {
    return new PictureWork(
        Lane.INTERACTIVE,
        "test",
        pixels,
        1,
        Long.MAX_VALUE,
        new PictureWork.Receiver() {
          @Override
          public void ran(Outputs outputs, int firstRow, RunTimes times) {
            bulkDepths.add(served.server().depth(Lane.BULK));
          }

          @Override
          public void dropped(Drop reason) {
            throw new AssertionError("dropped: " + reason);
          }

          @Override
          public void failed(Throwable cause) {
            throw new AssertionError(cause);
          }
        });
  }

  private void awaitDepth(Lane lane, int depth) {
    while (served.server().depth(lane) != depth) {
      Thread.onSpinWait();
    }
  }

  @Test
  void manyAtOnceAreAllAnswered() throws Exception {
    byte[] picture = TestingPictures.png(96, 64);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Answer>>();
      for (int i = 0; i < 40; i++) {
        answers.add(callers.submit(() -> detector.detect(picture, LONG)));
      }
      for (Future<Answer> answer : answers) {
        assertInstanceOf(Answer.Found.class, answer.get());
      }
    }
    assertEquals(40, telemetry.outcomes().stream().filter(Outcome.OK::equals).count());
  }

  private void awaitRunning() {
    PictureWork like = PictureContext.like(PictureTraffic.requests(telemetry));
    while (served.server().expected(like).toSeconds() < 30) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anInterruptedCallerIsAnsweredAndStaysInterrupted() throws Exception {
    byte[] picture = TestingPictures.png(96, 64);
    try (TestingOccupied _ = new TestingOccupied(loaded)) {
      Thread.currentThread().interrupt();
      Answer answer = detector.detect(picture, LONG);
      assertTrue(Thread.interrupted());
      assertEquals(new Answer.TooLate(), answer);
    }
  }

  @Test
  void aFailureIsReportedAndThrown() {
    engine.fail();
    byte[] picture = TestingPictures.png(96, 64);
    assertThrows(ModelException.class, () -> detector.detect(picture, LONG));
    assertEquals(List.of(Outcome.ERROR), telemetry.outcomes());
  }
}
