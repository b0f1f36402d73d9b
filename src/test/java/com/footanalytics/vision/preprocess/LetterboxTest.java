package com.footanalytics.vision.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.Fit;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.PixelFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LetterboxTest {

  private static final InputSpec INPUT = new InputSpec("images", 960, 544, 114);

  @Test
  void aWidePictureFillsTheWidth() {
    assertEquals(new Letterbox(1920, 1080, 960, 540), Letterbox.fit(1920, 1080, 1, INPUT));
  }

  @Test
  void aTallPictureFillsTheHeight() {
    assertEquals(new Letterbox(1080, 1920, 306, 544), Letterbox.fit(1080, 1920, 1, INPUT));
  }

  @Test
  void aSmallPictureIsEnlarged() {
    assertEquals(new Letterbox(96, 54, 960, 540), Letterbox.fit(96, 54, 1, INPUT));
  }

  @Test
  void aCentredPictureHasItsMarginsOnBothSides() {
    Letterbox wide = Letterbox.fit(1920, 1080, 1, fitted(Fit.CENTRE, 640, 640));
    assertEquals(new Letterbox(1920, 1080, 640, 360, 0, 140), wide);
    assertEquals(0, wide.displayY(140));
    assertEquals(1080, wide.displayY(500));
    assertEquals(540, wide.displayY(320));
    assertEquals(0, wide.displayY(20));
    Letterbox tall = Letterbox.fit(1080, 1920, 1, fitted(Fit.CENTRE, 640, 641));
    assertEquals(new Letterbox(1080, 1920, 361, 641, 139, 0), tall);
    assertEquals(0, tall.displayX(139));
    assertEquals(1080, tall.displayX(500));
  }

  @Test
  void aStretchedPictureCoversTheInput() {
    Letterbox letterbox = Letterbox.fit(1920, 1080, 1, fitted(Fit.STRETCH, 320, 320));
    assertEquals(new Letterbox(1920, 1080, 320, 320), letterbox);
    assertEquals(960, letterbox.displayX(160));
    assertEquals(540, letterbox.displayY(160));
  }

  private static InputSpec fitted(Fit fit, int width, int height) {
    return new InputSpec("images", width, height, fit, 114, PixelFormat.LEVELS, Optional.empty());
  }

  @Test
  void pixelsThatAreNotSquareAreStretchedToTheirTrueShape() {
    assertEquals(new Letterbox(720, 576, 960, 540), Letterbox.fit(720, 576, 64.0 / 45, INPUT));
  }

  @Test
  void contentEdgesMapToDisplayEdges() {
    Letterbox letterbox = Letterbox.fit(1280, 720, 1, INPUT);
    assertEquals(0, letterbox.displayX(0));
    assertEquals(1280, letterbox.displayX(960));
    assertEquals(720, letterbox.displayY(540));
    assertEquals(640, letterbox.displayX(480));
  }

  @Test
  void whatLiesInTheMarginMapsToTheEdge() {
    Letterbox letterbox = Letterbox.fit(1280, 720, 1, INPUT);
    assertEquals(720, letterbox.displayY(544));
    assertEquals(0, letterbox.displayX(-3));
  }

  @Test
  void everyContentFitsTheInputAndTouchesOneOfItsSides() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      int width = 1 + random.nextInt(8192);
      int height = 1 + random.nextInt(8192);
      double aspect = 0.5 + random.nextDouble();
      Letterbox letterbox = Letterbox.fit(width, height, aspect, INPUT);
      assertTrue(letterbox.contentWidth() >= 1 && letterbox.contentWidth() <= INPUT.width());
      assertTrue(letterbox.contentHeight() >= 1 && letterbox.contentHeight() <= INPUT.height());
      assertTrue(
          letterbox.contentWidth() == INPUT.width() || letterbox.contentHeight() == INPUT.height());
    }
  }
}
