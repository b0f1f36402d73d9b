package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
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
    FoundSquare.in(detector, exif, coded, codedHeight, x, y);
  }

  @Test
  void whatIsNoPictureIsUnreadable() {
    FoundSquare.nowhereInWhatIsNoPicture(detector);
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
