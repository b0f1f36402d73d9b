package com.footanalytics.vision.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.testing.ClipSquare;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.time.Duration;

/** What every detector of pictures must make of the same pictures. */
final class FoundSquare {

  private static final Duration LONG = Duration.ofMinutes(1);

  private FoundSquare() {}

  /** A picture turned by its EXIF data has its square where it is displayed, at (x, y). */
  static void in(PictureDetector detector, int exif, int coded, int codedHeight, int x, int y) {
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

  /** What is no picture is unreadable. */
  static void nowhereInWhatIsNoPicture(PictureDetector detector) {
    Answer answer = detector.detect("no picture".getBytes(UTF_8), LONG);
    assertTrue(assertInstanceOf(Answer.Unreadable.class, answer).reason().contains("JPEG"));
    assertInstanceOf(Answer.Unreadable.class, detector.detect(new byte[0], LONG));
  }
}
