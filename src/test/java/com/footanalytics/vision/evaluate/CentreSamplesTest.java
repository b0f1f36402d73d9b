package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CentreSamplesTest {

  private static GroundTruth ball(double x, double y) {
    return new GroundTruth(0, new PixelBox(x - 3, y - 3, 6, 6), 36, false);
  }

  private static ScoredBox at(double x, double y, double score) {
    return new ScoredBox(new PixelBox(x - 2, y - 2, 4, 4), score);
  }

  @Test
  void aBallIsHitOnceByTheBestDetectionNearIt() {
    CentreSamples samples = new CentreSamples();
    samples.add(
        List.of(ball(100, 100)),
        List.of(at(104, 100, 0.9), at(101, 100, 0.8), at(300, 300, 0.7)),
        List.of(true, true, false),
        1080);
    assertEquals(new CentreHits(1, 2, 1), samples.hits());
  }

  @Test
  void theToleranceShrinksWithThePicture() {
    for (int height : new int[] {1080, 540}) {
      CentreSamples samples = new CentreSamples();
      samples.add(List.of(ball(100, 100)), List.of(at(108, 100, 0.9)), List.of(true), height);
      assertEquals(height == 1080 ? 1 : 0, samples.hits().hits());
    }
  }

  @Test
  void theBestThresholdKeepsThePrecisionAsked() {
    CentreSamples samples = new CentreSamples();
    samples.add(List.of(ball(10, 10)), List.of(at(10, 10, 0.9)), List.of(true), 1080);
    samples.add(List.of(ball(10, 10)), List.of(at(500, 10, 0.8)), List.of(true), 1080);
    samples.add(List.of(ball(10, 10)), List.of(at(10, 10, 0.7)), List.of(true), 1080);
    samples.add(List.of(ball(10, 10)), List.of(at(10, 10, 0.6)), List.of(true), 1080);
    assertEquals(Optional.of(new CurvePoint(0.6, 0.75, 0.75)), samples.best(0.75));
    assertEquals(Optional.of(new CurvePoint(0.9, 0.25, 1)), samples.best(0.8));
  }

  @Test
  void equalScoresStandOrFallTogether() {
    CentreSamples samples = new CentreSamples();
    samples.add(
        List.of(ball(10, 10)),
        List.of(at(10, 10, 0.5), at(900, 10, 0.5)),
        List.of(true, true),
        1080);
    assertTrue(samples.best(0.75).isEmpty());
    assertEquals(0.5, samples.best(0.5).orElseThrow().precision());
  }

  @Test
  void nothingLabelledMeansNothingFound() {
    CentreSamples samples = new CentreSamples();
    samples.add(List.of(), List.of(at(1, 1, 0.5)), List.of(true), 1080);
    assertTrue(samples.best(0.75).isEmpty());
    assertTrue(samples.hits().recall().isEmpty());
  }
}
