package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final int BALL = 0;
  private static final int PLAYER = 1;
  private static final int REFEREE = 2;
  private static final List<ObjectClass> CLASSES =
      List.of(
          new ObjectClass("ball", 0.5f, 0),
          new ObjectClass("player", 0.5f, 1),
          new ObjectClass("referee", 0.5f, 1));

  private final Evaluation evaluation = new Evaluation(CLASSES);

  @Test
  void meanIsOverClassesThatHaveLabels() {
    evaluation.add(
        picture(1080, truth(BALL, 0, 0), truth(PLAYER, 100, 0)),
        List.of(found(BALL, 0, 0, 0.9f), found(REFEREE, 500, 0, 0.9f)));

    EvaluationReport report = evaluation.report("set");

    assertEquals(0.5, report.mean(ObjectSize.ALL).ap50().orElseThrow(), 1e-12);
    assertEquals(Scores.NONE, report.classes().get(REFEREE).scores(ObjectSize.ALL));
    assertEquals(Scores.NONE, report.mean(ObjectSize.LARGE));
    assertEquals(1, report.pictures());
    assertEquals("set", report.dataset());
  }

  @Test
  void classesOfOneGroupAreAlsoMeasuredAsOne() {
    evaluation.add(
        picture(1080, truth(PLAYER, 0, 0), truth(REFEREE, 100, 0)),
        List.of(found(REFEREE, 0, 0, 0.9f), found(PLAYER, 100, 0, 0.8f)));

    EvaluationReport report = evaluation.report("set");

    assertEquals(0, report.mean(ObjectSize.ALL).ap50().orElseThrow(), 1e-12);
    assertEquals(1, report.groups().size());
    ClassReport persons = report.groups().getFirst();
    assertEquals("player+referee", persons.name());
    assertEquals(2, persons.objects());
    assertEquals(1, persons.scores(ObjectSize.ALL).ap50().orElseThrow(), 1e-12);
  }

  @Test
  void picturesDoNotShareTheirLabels() {
    evaluation.add(picture(1080, truth(BALL, 0, 0)), List.of());
    evaluation.add(picture(1080), List.of(found(BALL, 0, 0, 0.9f)));

    assertEquals(0, ball().scores(ObjectSize.ALL).ap50().orElseThrow(), 1e-12);
    assertEquals(new CentreHits(1, 1, 0), ball().centres());
  }

  @Test
  void aCentreWithinTenPixelsAt1080IsAHitHoweverLittleTheBoxesOverlap() {
    evaluation.add(
        picture(1080, truth(BALL, 100, 0), truth(BALL, 300, 0)),
        List.of(found(BALL, 110, 0, 0.9f), found(BALL, 310.5f, 0, 0.8f)));

    assertEquals(new CentreHits(2, 2, 1), ball().centres());
    assertEquals(0.5, ball().centres().recall().orElseThrow(), 1e-12);
    assertEquals(0.5, ball().centres().precision().orElseThrow(), 1e-12);
  }

  @Test
  void theToleranceGrowsWithThePicture() {
    evaluation.add(picture(540, truth(BALL, 100, 0)), List.of(found(BALL, 106, 0, 0.9f)));
    evaluation.add(picture(2160, truth(BALL, 100, 0)), List.of(found(BALL, 119, 0, 0.9f)));

    assertEquals(new CentreHits(2, 2, 1), ball().centres());
  }

  @Test
  void onlyDetectionsAboveTheThresholdCountAsCentres() {
    evaluation.add(picture(1080, truth(BALL, 100, 0)), List.of(found(BALL, 100, 0, 0.5f)));

    assertEquals(new CentreHits(1, 0, 0), ball().centres());
    assertTrue(ball().centres().precision().isEmpty());
  }

  @Test
  void aLabelIsHitOnceByTheBestDetection() {
    evaluation.add(
        picture(1080, truth(BALL, 100, 0), truth(BALL, 109, 0)),
        List.of(found(BALL, 104, 0, 0.6f), found(BALL, 100, 0, 0.9f), found(BALL, 101, 0, 0.55f)));

    assertEquals(new CentreHits(2, 3, 2), ball().centres());
  }

  private ClassReport ball() {
    return evaluation.report("set").classes().get(BALL);
  }

  private static LabelledPicture picture(int height, GroundTruth... truths) {
    return new LabelledPicture(Path.of("a.jpg"), 1920, height, List.of(truths));
  }

  private static GroundTruth truth(int type, double x, double y) {
    return new GroundTruth(type, new PixelBox(x, y, 12, 12), 144, false);
  }

  private static Detection found(int type, float x, float y, float score) {
    return new Detection(type, score, new Box(x, y, x + 12, y + 12));
  }
}
