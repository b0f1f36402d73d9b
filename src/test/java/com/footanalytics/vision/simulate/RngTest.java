package com.footanalytics.vision.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RngTest {

  @Test
  void numbersAreThoseOfSplitMix64() {
    Rng rng = new Rng(1234567);
    assertEquals(6457827717110365317L, rng.nextLong());
    assertEquals(3203168211198807973L, rng.nextLong());
  }

  @Test
  void branchesAreRepeatableAndDiffer() {
    Rng root = new Rng(5);
    assertEquals(root.branch(1).nextLong(), root.branch(1).nextLong());
    assertNotEquals(root.branch(1).nextLong(), root.branch(2).nextLong());
  }

  @Test
  void normalNumbersHaveTheirMeanAndDeviation() {
    Rng rng = new Rng(9);
    double sum = 0;
    double squares = 0;
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      double value = rng.normal();
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / count, 0.03);
    assertEquals(1, squares / count, 0.03);
  }

  @Test
  void boundsAreKept() {
    Rng rng = new Rng(2);
    for (int i = 0; i < 1000; i++) {
      double value = rng.between(-2, 3);
      assertTrue(value >= -2 && value < 3);
      assertTrue(rng.below(4) < 4);
    }
  }
}
