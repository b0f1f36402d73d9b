package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanvasSizeTest {

  @ParameterizedTest
  @CsvSource({
    "1920, 1080, 1920, 1080, 1",
    "1080, 1920, 1080, 1920, 1",
    "848, 477, 848, 478, 1",
    "3840, 2160, 3840, 2160, 1",
    "4096, 2304, 4096, 2304, 1",
    "4096, 2320, 2048, 1160, 0.5",
    "8192, 4320, 4096, 2160, 0.5",
    "7680, 4320, 3840, 2160, 0.5",
    "6, 8, 18, 24, 3",
  })
  void isAsLargeAsTheEncoderTakes(int width, int height, int wide, int high, double scale) {
    CanvasSize size = CanvasSize.of(width, height);
    assertEquals(wide + "x" + high, size.width() + "x" + size.height());
    assertEquals(scale, size.scaleX(), 0.001);
    assertEquals(scale, size.scaleY(), 0.001);
  }

  @Test
  void isAlwaysEncodable() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      int width = 1 << random.nextInt(14) | random.nextInt(64);
      int height = 1 << random.nextInt(14) | random.nextInt(64);
      CanvasSize size = CanvasSize.of(Math.max(1, width), Math.max(1, height));
      String text = width + "x" + height + " as " + size;
      assertTrue(size.width() % 2 == 0 && size.height() % 2 == 0, text);
      assertTrue(size.width() >= 16 && size.height() >= 16, text);
      assertTrue(size.width() <= 4096 && size.height() <= 4096, text);
      assertTrue(size.width() * size.height() <= 36_864 * 256, text);
    }
  }
}
