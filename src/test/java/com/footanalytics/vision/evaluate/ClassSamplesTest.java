package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassSamplesTest {

  private static final double EXACT = 1e-12;

  private final ClassSamples samples = new ClassSamples();

  @Test
  void whatIsNotLabelledHasNoScore() {
    samples.add(List.of(), List.of(found(0, 0, 0.9)));

    assertEquals(Scores.NONE, samples.scores(ObjectSize.ALL));
  }

  @Test
  void everythingFoundExactlyScoresOne() {
    samples.add(List.of(truth(0, 0), truth(200, 0)), List.of(found(0, 0, 0.9), found(200, 0, 0.3)));

    Scores scores = samples.scores(ObjectSize.ALL);
    assertEquals(1, scores.ap().orElseThrow(), EXACT);
    assertEquals(1, scores.recall().orElseThrow(), EXACT);
  }

  @Test
  void nothingFoundScoresZero() {
    samples.add(List.of(truth(0, 0)), List.of());

    Scores scores = samples.scores(ObjectSize.ALL);
    assertEquals(0, scores.ap50().orElseThrow(), EXACT);
    assertEquals(0, scores.recall50().orElseThrow(), EXACT);
  }

  @Test
  void aBetterScoredMissHalvesThePrecision() {
    samples.add(List.of(truth(0, 0)), List.of(found(0, 0, 0.5), found(500, 500, 0.9)));

    assertEquals(0.5, samples.scores(ObjectSize.ALL).ap50().orElseThrow(), EXACT);
  }

  @Test
  void aWorseScoredMissCostsNothing() {
    samples.add(List.of(truth(0, 0)), List.of(found(0, 0, 0.9), found(500, 500, 0.5)));

    assertEquals(1, samples.scores(ObjectSize.ALL).ap50().orElseThrow(), EXACT);
  }

  @Test
  void halfOfTheObjectsFoundReachesHalfOfTheRecallPoints() {
    samples.add(List.of(truth(0, 0), truth(200, 0)), List.of(found(0, 0, 0.9)));

    assertEquals(51 / 101.0, samples.scores(ObjectSize.ALL).ap50().orElseThrow(), EXACT);
    assertEquals(0.5, samples.scores(ObjectSize.ALL).recall50().orElseThrow(), EXACT);
  }

  @Test
  void aSecondDetectionOfAnObjectIsAMiss() {
    samples.add(
        List.of(truth(0, 0), truth(200, 0)),
        List.of(found(0, 0, 0.9), found(1, 0, 0.8), found(200, 0, 0.7)));

    double expected = (51 + 50 * 2 / 3.0) / 101;
    assertEquals(expected, samples.scores(ObjectSize.ALL).ap50().orElseThrow(), EXACT);
  }

  @Test
  void overlapOfExactlyTheThresholdIsAHit() {
    samples.add(
        List.of(new GroundTruth(0, new PixelBox(0, 0, 100, 100), 10_000, false)),
        List.of(new ScoredBox(new PixelBox(0, 0, 100, 50), 0.9)));

    assertEquals(1, samples.scores(ObjectSize.ALL).ap50().orElseThrow(), EXACT);
    assertEquals(0.1, samples.scores(ObjectSize.ALL).ap().orElseThrow(), EXACT);
  }

  @Test
  void crowdsMayBeFoundAnyNumberOfTimesOrNotAtAll() {
    GroundTruth crowd = new GroundTruth(0, new PixelBox(300, 0, 200, 200), 40_000, true);
    samples.add(
        List.of(truth(0, 0), crowd),
        List.of(found(310, 10, 0.9), found(350, 40, 0.8), found(0, 0, 0.7)));
    samples.add(List.of(crowd), List.of());

    assertEquals(1, samples.scores(ObjectSize.ALL).ap().orElseThrow(), EXACT);
    assertEquals(1, samples.objects());
  }

  @Test
  void objectsOfOtherSizesNeitherHelpNorHurt() {
    GroundTruth large = new GroundTruth(0, new PixelBox(300, 300, 100, 100), 10_000, false);
    samples.add(
        List.of(truth(0, 0), large),
        List.of(
            new ScoredBox(new PixelBox(300, 300, 100, 100), 0.9),
            new ScoredBox(new PixelBox(600, 300, 100, 100), 0.8),
            found(0, 0, 0.5)));

    assertEquals(1, samples.scores(ObjectSize.SMALL).ap().orElseThrow(), EXACT);
    assertEquals(1, samples.scores(ObjectSize.LARGE).ap().orElseThrow(), EXACT);
    assertEquals(Scores.NONE, samples.scores(ObjectSize.MEDIUM));
  }

  @Test
  void onlyTheBestHundredOfAPictureCount() {
    var detections = new ArrayList<>(Collections.nCopies(100, found(500, 500, 0.9)));
    detections.add(found(0, 0, 0.1));
    samples.add(List.of(truth(0, 0)), detections);

    assertEquals(0, samples.scores(ObjectSize.ALL).recall50().orElseThrow(), EXACT);
  }

  private static GroundTruth truth(double x, double y) {
    return new GroundTruth(0, new PixelBox(x, y, 20, 20), 400, false);
  }

  private static ScoredBox found(double x, double y, double score) {
    return new ScoredBox(new PixelBox(x, y, 20, 20), score);
  }
}
