package com.footanalytics.vision.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PainterTest {

  private static final int WHITE = 0xFFFFFF;
  private final Canvas canvas = new Canvas(60, 40);
  private final Painter painter = new Painter(canvas);

  private double sum() {
    double total = 0;
    for (float value : canvas.red) {
      total += value / 255;
    }
    return total;
  }

  @Test
  void aCapsuleCoversItsArea() {
    canvas.begin();
    int taken = painter.capsule(20, 20, 6, 40, 20, 6, (across, along) -> WHITE, 1, 1, 5);
    double area = Math.PI * 36 + 20 * 12;
    assertEquals(area, sum(), 0.03 * area);
    assertEquals(area, taken, 0.05 * area);
    assertEquals(taken, canvas.owned(5, 0, 0, 60, 40));
  }

  @Test
  void paintingOverTakesPixelsFromTheirOwner() {
    canvas.begin();
    int first = painter.capsule(20, 20, 6, 20, 20, 6, (across, along) -> WHITE, 1, 1, 5);
    painter.capsule(20, 14, 6, 20, 14, 6, (across, along) -> 0, 1, 1, 6);
    assertTrue(canvas.owned(5, 0, 0, 60, 40) < first);
    assertTrue(canvas.owned(6, 0, 0, 60, 40) > 0);
  }

  @Test
  void aThinStripKeepsItsLight() {
    canvas.begin();
    painter.strip(10, 20.3, 0.4, 50, 20.3, 0.4, WHITE, 1, 1);
    assertEquals(40 * 0.4, sum(), 0.8);
  }

  @Test
  void shapesOutsideOfThePictureChangeNothing() {
    canvas.begin();
    assertEquals(0, painter.capsule(-50, -50, 6, -40, -50, 6, (across, along) -> WHITE, 1, 1, 5));
    painter.strip(100, 100, 3, 200, 200, 3, WHITE, 1, 1);
    assertEquals(0, sum());
  }

  @Test
  void shadowsDoNotAddUp() {
    canvas.begin();
    painter.shadow(20, 20, 5, 25, 20, 5, 0.4, 1);
    painter.shadow(22, 20, 5, 27, 20, 5, 0.3, 1);
    float darkest = 0;
    for (float value : canvas.shadow) {
      darkest = Math.max(darkest, value);
    }
    assertEquals(0.4f, darkest, 1e-6f);
  }
}
