package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PixelBoxTest {

  private static final PixelBox BOX = new PixelBox(0, 0, 10, 10);

  @Test
  void overlapIsIntersectionOverUnion() {
    assertEquals(1, BOX.overlap(BOX, false));
    assertEquals(50 / 150.0, BOX.overlap(new PixelBox(5, 0, 10, 10), false));
    assertEquals(0, BOX.overlap(new PixelBox(10, 0, 10, 10), false));
    assertEquals(0, BOX.overlap(new PixelBox(5, 5, 0, 0), false));
  }

  @Test
  void overlapWithACrowdIsTheShareOfTheBoxInside() {
    assertEquals(0.5, BOX.overlap(new PixelBox(5, 0, 1000, 1000), true));
    assertEquals(1, BOX.overlap(new PixelBox(-5, -5, 1000, 1000), true));
  }

  @Test
  void centreIsHalfWay() {
    var box = new PixelBox(10, 20, 30, 50);
    assertEquals(25, box.centreX());
    assertEquals(45, box.centreY());
  }

  @Test
  void sidesMustBeNumbersAndNotNegative() {
    assertThrows(IllegalArgumentException.class, () -> new PixelBox(0, 0, -1, 5));
    assertThrows(IllegalArgumentException.class, () -> new PixelBox(0, 0, 5, Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> new PixelBox(Double.POSITIVE_INFINITY, 0, 5, 5));
  }
}
