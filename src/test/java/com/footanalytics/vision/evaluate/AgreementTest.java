package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

  private static final List<byte[]> PICTURE = List.of(new byte[0]);
  private static final Detection LEFT = new Detection(0, 0.9f, new Box(0, 0, 10, 10));
  private static final Detection RIGHT = new Detection(1, 0.8f, new Box(50, 0, 60, 10));

  @Test
  void theSameObjectsAgreeWholly() {
    assertEquals(
        new Agreement(2, 1, 1), Agreement.of(finding(LEFT, RIGHT), finding(RIGHT, LEFT), PICTURE));
  }

  @Test
  void aMissingObjectAndOneOfAnotherClassAreNotFound() {
    Detection otherClass = new Detection(0, 0.8f, RIGHT.box());
    Agreement agreement = Agreement.of(finding(LEFT, RIGHT), finding(LEFT, otherClass), PICTURE);
    assertEquals(new Agreement(2, 0.5, 1), agreement);
    assertEquals(0, Agreement.of(finding(LEFT), finding(), PICTURE).found());
  }

  @Test
  void aBoxThatLiesALittleOffLowersTheOverlapOnly() {
    Detection moved = new Detection(0, 0.9f, new Box(0, 0, 10, 8));
    assertEquals(0.8, Agreement.of(finding(LEFT), finding(moved), PICTURE).meanIou(), 1e-6);
  }

  @Test
  void oneBoxAnswersForOneObjectOnly() {
    Detection twin = new Detection(0, 0.7f, new Box(0, 0, 10, 9));
    assertEquals(0.5, Agreement.of(finding(LEFT, twin), finding(LEFT), PICTURE).found());
  }

  @Test
  void nothingAgreesWithNothing() {
    assertEquals(new Agreement(0, 1, 1), Agreement.of(finding(), finding(LEFT), PICTURE));
  }

  @Test
  void aPictureThatCannotBeReadIsRefused() {
    PictureDetector blind = (_, _) -> new Answer.Unreadable("not a picture");
    assertThrows(DatasetException.class, () -> Agreement.of(blind, finding(LEFT), PICTURE));
  }

  private static PictureDetector finding(Detection... objects) {
    return (_, _) ->
        new Answer.Found(
            100,
            100,
            new ModelIdentity("tiny", "1", "fp32", "OnnxRuntime", "cpu"),
            List.of("ball", "player"),
            List.of(objects));
  }
}
