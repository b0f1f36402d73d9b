package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.Work.Drop;
import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.telemetry.BatchRun;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.telemetry.Trace;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import com.footanalytics.vision.testing.TestingTracing.Kept;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PictureTracesTest {

  private static final Identity CALLER = Identity.caller("studio");
  private static final CorePlan ONE_SESSION = new CorePlan(1, 1, 1, 1);

  @TempDir private Path folder;

  private final PicturePreparation preparation = new PicturePreparation(1);
  private LoadedDetector loaded;
  private ServedDetector served;

  @BeforeEach
  void load() {
    var model = new ModelRepository(TestingModels.repository(folder)).only();
    loaded =
        LoadedDetector.load(
            model, "fp32", OptionalDouble.empty(), new TestingEngine(), ONE_SESSION);
    served =
        new ServedDetector(
            loaded, ONE_SESSION, preparation, Telemetry.NONE, Detectors.Listener.SILENT);
  }

  @AfterEach
  void close() {
    served.close();
    preparation.close();
  }

  @Test
  void aPictureIsTracedThroughEveryThread() {
    Kept trace = new Kept();
    assertInstanceOf(
        Answer.Found.class,
        served
            .pictures()
            .detect(TestingPictures.png(96, 64), Duration.ofMinutes(1), CALLER, trace));
    assertEquals(
        List.of(SpanName.DECODE, SpanName.PREPROCESS, SpanName.POSTPROCESS), trace.spans());
    BatchRun run = trace.runs().getFirst();
    assertEquals(1, trace.runs().size());
    assertEquals(TestingModels.NAME, run.model());
    assertEquals(1, run.rows());
    assertEquals(List.of(trace), run.together());
    assertTrue(run.offeredNanos() - run.takenNanos() <= 0, run::toString);
    assertTrue(run.takenNanos() - run.ranNanos() <= 0, run::toString);
    assertTrue(
        trace.threads().stream().anyMatch(name -> name.startsWith("pictures")),
        trace.threads().toString());
  }

  @Test
  void aPictureThatNobodyTracesIsDetectedAsWell() {
    assertInstanceOf(
        Answer.Found.class,
        served
            .pictures()
            .detect(TestingPictures.png(96, 64), Duration.ofMinutes(1), CALLER, Trace.NONE));
  }

  @Test
  void worksOfOneBatchAreToldOfEachOtherIfTheyAreTraced() throws Exception {
    Kept first = new Kept();
    Kept second = new Kept();
    List<String> ran = new ArrayList<>();
    try (Arena arena = Arena.ofShared()) {
      List<ModelWork> batch =
          List.of(work(arena, first, ran), work(arena, Trace.NONE, ran), work(arena, second, ran));
      assertTrue(new ModelRunner(loaded, new ServingStatistics(), 1).run(0, batch));
    }
    assertEquals(List.of("0", "1", "2"), ran);
    for (Kept trace : List.of(first, second)) {
      assertEquals(1, trace.runs().size());
      assertEquals(3, trace.runs().getFirst().rows());
      assertEquals(List.of(first, second), trace.runs().getFirst().together());
    }
  }

  private PictureWork work(Arena arena, Trace trace, List<String> ran) {
    return new PictureWork(
        Lane.INTERACTIVE,
        "test",
        arena.allocate(loaded.input().bytesPerPicture(), 64),
        1,
        Long.MAX_VALUE,
        new PictureWork.Receiver() {
          @Override
          public Trace trace() {
            return trace;
          }

          @Override
          public void ran(Outputs outputs, int firstRow, RunTimes times) {
            ran.add(Integer.toString(firstRow));
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
}
