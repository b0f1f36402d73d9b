package com.footanalytics.vision.evaluate;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

  private static final List<ObjectClass> CLASSES = List.of(new ObjectClass("ball", 0.3f, 0));
  private static final Detection BALL = new Detection(0, 0.9f, new Box(10, 20, 30, 40));

  @TempDir Path folder;
  private Dataset dataset = new Dataset("none", List.of(), List.of());

  @BeforeEach
  void writeDataset() throws IOException {
    var truth = new GroundTruth(0, new PixelBox(10, 20, 20, 20), 400, false);
    var pictures = new ArrayList<LabelledPicture>();
    for (String name : List.of("a.jpg", "b.jpg")) {
      Path file = Files.writeString(folder.resolve(name), "bytes of " + name);
      pictures.add(new LabelledPicture(file, 100, 80, List.of(truth)));
    }
    dataset = new Dataset("two", pictures, List.of());
  }

  @Test
  void everyPictureIsShownToTheDetectorOnce() {
    var seen = new ArrayList<String>();
    var progress = new ArrayList<Integer>();
    PictureDetector findsTheBallInB =
        (picture, _) -> {
          seen.add(new String(picture, StandardCharsets.UTF_8));
          return found(100, 80, seen.size() == 2 ? List.of(BALL) : List.of());
        };

    EvaluationReport report =
        new Evaluator(findsTheBallInB, CLASSES).evaluate(dataset, progress::add);

    assertEquals(List.of("bytes of a.jpg", "bytes of b.jpg"), seen);
    assertEquals(List.of(1, 2), progress);
    assertEquals(2, report.pictures());
    assertEquals(0.5, report.mean(ObjectSize.ALL).recall50().orElseThrow(), 1e-12);
    assertEquals(new CentreHits(2, 1, 1), report.classes().getFirst().centres());
  }

  @Test
  void matchesAreToldByTheFileNamesBeginnings() throws IOException {
    var truth = new GroundTruth(0, new PixelBox(10, 20, 20, 20), 400, false);
    var pictures = new ArrayList<LabelledPicture>();
    for (String name : List.of("m1_1.jpg", "m1_2.jpg", "m2_1.jpg")) {
      Path file = Files.writeString(folder.resolve(name), name);
      pictures.add(new LabelledPicture(file, 100, 80, List.of(truth)));
    }
    PictureDetector findsTheBallInTheSecondMatch =
        (picture, _) ->
            found(
                100,
                80,
                new String(picture, StandardCharsets.UTF_8).startsWith("m2")
                    ? List.of(BALL)
                    : List.of());

    Evaluator.ByMatch reports =
        new Evaluator(findsTheBallInTheSecondMatch, CLASSES)
            .evaluateByMatch(new Dataset("three", pictures, List.of()), _ -> {});

    assertEquals(3, reports.total().pictures());
    assertEquals(List.of("m1", "m2"), List.copyOf(reports.matches().keySet()));
    assertEquals(2, requireNonNull(reports.matches().get("m1")).pictures());
    assertEquals(
        0, requireNonNull(reports.matches().get("m1")).mean(ObjectSize.ALL).ap50().orElseThrow());
    assertEquals(
        1,
        requireNonNull(reports.matches().get("m2")).mean(ObjectSize.ALL).ap50().orElseThrow(),
        1e-9);
  }

  @Test
  void picturesThatCannotBeUsedAreNamed() throws IOException {
    assertRefused("b.jpg: torn", DatasetException.class, new Answer.Unreadable("torn"));
    assertRefused("b.jpg: 80x100", DatasetException.class, found(80, 100, List.of()));

    Files.delete(folder.resolve("b.jpg"));
    assertRefused("b.jpg: cannot be read", DatasetException.class, found(100, 80, List.of()));
  }

  @Test
  void aDetectorThatDoesNotAnswerEndsTheEvaluation() {
    assertRefused("serves others", IllegalStateException.class, new Answer.Busy(Duration.ZERO));
    assertRefused("no answer", IllegalStateException.class, new Answer.TooLate());
  }

  private void assertRefused(
      String reason, Class<? extends RuntimeException> type, Answer answerToSecond) {
    PictureDetector detector =
        (picture, _) ->
            picture[picture.length - 5] == 'a' ? found(100, 80, List.of()) : answerToSecond;
    var evaluator = new Evaluator(detector, CLASSES);
    String message =
        String.valueOf(assertThrows(type, () -> evaluator.evaluate(dataset, _ -> {})).getMessage());
    assertTrue(message.contains(reason), message);
  }

  private static Answer found(int width, int height, List<Detection> objects) {
    var model = new ModelIdentity("tiny", "1", "fp32", "OnnxRuntime", "cpu");
    return new Answer.Found(width, height, model, List.of("ball"), objects);
  }
}
