package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.testing.ClipSquare;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DirectPicturesTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final CorePlan ONE_SESSION = new CorePlan(1, 1, 1, 1);

  @TempDir private Path folder;

  private final TestingEngine engine = new TestingEngine();
  private LoadedDetector loaded;
  private DirectPictures detector;

  @BeforeEach
  void load() {
    var model = new ModelRepository(TestingModels.repository(folder)).only();
    loaded = LoadedDetector.load(model, "fp32", OptionalDouble.empty(), engine, ONE_SESSION);
    detector = new DirectPictures(loaded);
  }

  /** A session that is still out would make closing wait. */
  @AfterEach
  void everySessionIsClosedOnce() {
    loaded.close();
    assertEquals(1, engine.opened());
    assertEquals(1, engine.closed());
  }

  @ParameterizedTest
  @CsvSource({"1,96,64,8,20", "3,96,64,76,32", "6,64,96,64,8", "8,64,96,20,44"})
  void boxesLieInThePictureAsItIsDisplayed(int exif, int coded, int codedHeight, int x, int y) {
    ClipSquare square = new ClipSquare(8, 20, TestingModels.SQUARE_PX, 0);
    byte[] picture = TestingPictures.squareWithOrientation(coded, codedHeight, square, exif);

    var found = assertInstanceOf(Answer.Found.class, detector.detect(picture, LONG));

    assertEquals(96, found.width());
    assertEquals(64, found.height());
    assertEquals("tiny", found.model().name());
    assertEquals(1, found.objects().size(), found::toString);
    assertEquals("ball", found.classes().get(found.objects().getFirst().classIndex()));
    Box box = found.objects().getFirst().box();
    assertEquals(x, box.x1(), 0.1f);
    assertEquals(y, box.y1(), 0.1f);
    assertEquals(x + TestingModels.SQUARE_PX, box.x2(), 0.1f);
    assertEquals(y + TestingModels.SQUARE_PX, box.y2(), 0.1f);
  }

  @Test
  void whatIsNoPictureIsUnreadable() {
    Answer answer = detector.detect("no picture".getBytes(StandardCharsets.UTF_8), LONG);
    assertTrue(assertInstanceOf(Answer.Unreadable.class, answer).reason().contains("JPEG"));
    assertInstanceOf(Answer.Unreadable.class, detector.detect(new byte[0], LONG));
  }

  @Test
  void picturesOfDifferentSizesFollowOneAnother() {
    for (int[] size : new int[][] {{96, 64}, {32, 200}, {96, 64}}) {
      byte[] picture = TestingPictures.png(size[0], size[1]);
      var found = assertInstanceOf(Answer.Found.class, detector.detect(picture, LONG));
      assertEquals(List.of(size[0], size[1]), List.of(found.width(), found.height()));
    }
    assertEquals(List.of(1, 1, 1), engine.batches().subList(1, 4));
  }

  @Test
  void anInterruptedCallerIsAnsweredAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    Answer answer = detector.detect(TestingPictures.png(96, 64), LONG);
    assertTrue(Thread.interrupted());
    assertEquals(new Answer.TooLate(), answer);
  }

  @Test
  void aFailureIsThrownAndTheSessionComesBack() {
    engine.fail();
    byte[] picture = TestingPictures.png(96, 64);
    assertThrows(ModelException.class, () -> detector.detect(picture, LONG));
    assertThrows(ModelException.class, () -> detector.detect(picture, LONG));
  }
}
