package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.probe.Ratio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Mp4SettingsTest {

  @ParameterizedTest
  @CsvSource({
    "1920, 1080, 25, 1, 5184000, 50",
    "1280, 720, 60000, 1001, 5523996, 120",
    "64, 48, 25, 1, 200000, 50",
    "1920, 1080, 90000, 1, 12441600, 120",
    "1920, 1080, 1, 10, 207360, 2",
  })
  void bitRateFollowsSizeAndABelievableFrameRate(
      int width, int height, int frames, int seconds, double bitRate, int groupLength) {
    Mp4Settings settings = settings(width, height, new Ratio(frames, seconds), 1);
    assertEquals(bitRate, (double) settings.bitRate(), 1000);
    assertEquals(groupLength, settings.groupLength());
  }

  @Test
  void oddLengthsAndNoThreadAreRefused() {
    Ratio rate = new Ratio(25, 1);
    assertThrows(IllegalArgumentException.class, () -> settings(63, 48, rate, 1));
    assertThrows(IllegalArgumentException.class, () -> settings(64, 47, rate, 1));
    assertThrows(IllegalArgumentException.class, () -> settings(64, 48, rate, 0));
  }

  private static Mp4Settings settings(int width, int height, Ratio frameRate, int threads) {
    Colours colours = new Colours(2, 2, 2, 0);
    return new Mp4Settings(width, height, Ratio.ONE, colours, 12800, frameRate, threads);
  }
}
