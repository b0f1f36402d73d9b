package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreDistributionTest {

  private final ScoreDistribution scores = new ScoreDistribution();

  @Test
  void nothingHasNoMiddle() {
    assertTrue(scores.mean().isEmpty());
    assertTrue(scores.median().isEmpty());
    assertEquals(0, scores.total());
  }

  @Test
  void theMiddleOfAnEvenCountLiesBetweenTheTwo() {
    List.of(0.2, 0.9, 0.4, 0.5).forEach(scores::add);
    assertEquals(0.45, scores.median().orElseThrow(), 1e-9);
    assertEquals(0.5, scores.mean().orElseThrow(), 1e-9);
  }

  @Test
  void binsOpenAtTheirLowerEdge() {
    List.of(0.0, 0.0994, 0.1, 0.8999, 0.9, 1.0).forEach(scores::add);
    assertEquals(List.of(2L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 3L), scores.tenths());
  }

  @Test
  void agreesWithSortingToAThousandth() {
    Random random = new Random(11);
    for (int count = 1; count < 60; count++) {
      ScoreDistribution some = new ScoreDistribution();
      double[] sorted = random.doubles(count).toArray();
      Arrays.stream(sorted).forEach(some::add);
      Arrays.sort(sorted);
      double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
      assertEquals(median, some.median().orElseThrow(), 0.000_51);
    }
  }
}
