package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.BALL;
import static com.footanalytics.vision.sink.TestingRuns.CLASSES;
import static com.footanalytics.vision.sink.TestingRuns.PLAYER;
import static com.footanalytics.vision.sink.TestingRuns.found;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.TestingFrames;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.probe.TimeBase;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionPainterTest {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final Colours COLOURS = new Colours(2, 2, 2, 0);

  private Frame frame;
  private YuvCanvas canvas;
  private DetectionPainter painter;
  private Plane luma;
  private Plane cr;

  @BeforeEach
  void takeABlankPicture() {
    frame =
        TestingFrames.of(AV_PIX_FMT_YUV420P, WIDTH, HEIGHT, new byte[WIDTH * HEIGHT * 3 / 2], 0, 0);
    canvas = new YuvCanvas(frame.picture());
    luma = Plane.of(frame.picture(), 0);
    cr = Plane.of(frame.picture(), 2);
    painter = new DetectionPainter(CLASSES, CanvasSize.of(WIDTH, HEIGHT), COLOURS);
  }

  @AfterEach
  void freeIt() {
    frame.close();
  }

  @Test
  void aPlayerIsOutlinedNotFilled() {
    byte blue = ink(PLAYER).luma();
    draw(found(PLAYER, 0.5, 200, 200, 240, 280));
    assertEquals(blue, luma.get(220, 200));
    assertEquals(blue, luma.get(200, 240));
    assertEquals(blue, luma.get(239, 240));
    assertEquals(blue, luma.get(220, 279));
    assertEquals(0, luma.get(220, 240));
  }

  @ParameterizedTest
  @CsvSource({"480, 1", "720, 2", "1080, 2", "1440, 2", "2160, 4"})
  void outlinesGrowWithThePicture(int height, int thick) {
    byte[] blank = new byte[640 * height * 3 / 2];
    try (Frame tall = TestingFrames.of(AV_PIX_FMT_YUV420P, 640, height, blank, 0, 0)) {
      new DetectionPainter(CLASSES, CanvasSize.of(640, height), COLOURS)
          .drawObjects(
              new YuvCanvas(tall.picture()), List.of(found(PLAYER, 0.5, 200, 200, 240, 280)));
      Plane plane = Plane.of(tall.picture(), 0);
      assertEquals(2 * thick, count(plane, (x, y) -> y == 240 && plane.get(x, y) != 0));
    }
  }

  @Test
  void aBallIsRingedWideEnoughToBeSeen() {
    draw(found(BALL, 0.5, 400, 300, 406, 306));
    int wide = count(luma, (x, y) -> luma.get(x, y) == ink(BALL).luma() && y == 303);
    assertEquals(2, wide);
    assertEquals(0, luma.get(403, 303));
    assertEquals(ink(BALL).luma(), luma.get(403 - 6, 303));
  }

  @Test
  void labelsStandAboveTheirBox() {
    draw(found(PLAYER, 0.93, 200, 200, 240, 280));
    assertEquals(black(), luma.get(201, 195));
    assertTrue(count(luma, (x, y) -> y < 200 && luma.get(x, y) != 0) > 400);
    assertEquals(0, count(luma, (x, y) -> y < 190 && luma.get(x, y) != 0));
  }

  @Test
  void labelsGoBelowWhereThereIsNoRoomAbove() {
    draw(found(PLAYER, 0.93, 200, 2, 240, 80));
    assertTrue(count(luma, (x, y) -> y >= 80 && luma.get(x, y) != 0) > 400);
  }

  @Test
  void labelsDoNotCoverEachOther() {
    Detection best = found(PLAYER, 0.9, 200, 200, 240, 280);
    Detection below = found(PLAYER, 0.8, 204, 200, 244, 280);
    Detection neither = found(PLAYER, 0.7, 208, 200, 248, 280);
    draw(best, below);
    int two = count(luma, (x, y) -> luma.get(x, y) == black());
    draw(best, below, neither);
    assertEquals(two, count(luma, (x, y) -> luma.get(x, y) == black()));
  }

  @Test
  void faintMarksHaveNoLabel() {
    painter.drawFaintly(canvas, List.of(found(PLAYER, 0.93, 200, 200, 240, 280)));
    assertEquals(0, count(luma, (x, y) -> luma.get(x, y) == black()));
    assertEquals(2 * 40 + 2 * 78, count(luma, (x, y) -> luma.get(x, y) != 0));
  }

  @Test
  void whatLiesOutsideIsCutOff() {
    draw(
        found(PLAYER, 0.9, -50, -50, 20, 20),
        found(PLAYER, 0.8, 940, 520, 1200, 900),
        found(BALL, 0.7, 955, 535, 960, 540),
        found(PLAYER, 0.6, 2000, 2000, 2100, 2100));
    assertEquals(ink(PLAYER).luma(), luma.get(10, 19));
    assertEquals(ink(PLAYER).luma(), luma.get(940, 530));
  }

  @Test
  void theClockStandsBottomLeftOnBlack() {
    painter.drawClock(canvas, new MediaTime(7040, new TimeBase(1, 1000)), 176, false);
    int inked = count(luma, (x, y) -> luma.get(x, y) != 0);
    assertEquals(inked, count(luma, (x, y) -> x < 340 && y > 500 && luma.get(x, y) != 0));
    assertTrue(count(luma, (x, y) -> luma.get(x, y) == (byte) 235) > 400);
  }

  @Test
  void theClockOfADamagedFrameIsRed() {
    painter.drawClock(canvas, new MediaTime(0, new TimeBase(1, 25)), 0, true);
    byte red = COLOURS.ink(Palette.ALARM, HEIGHT).cr();
    assertTrue(count(cr, (x, y) -> cr.get(x, y) == red) > 400);
  }

  private void draw(Detection... detections) {
    painter.drawObjects(canvas, List.of(detections));
  }

  private static Colours.Ink ink(int classIndex) {
    return COLOURS.ink(Palette.of(CLASSES.get(classIndex), classIndex), HEIGHT);
  }

  private static byte black() {
    return COLOURS.ink(Palette.BLACK, HEIGHT).luma();
  }

  private static int count(Plane plane, BiPredicate<Integer, Integer> where) {
    int count = 0;
    for (int y = 0; y < plane.height(); y++) {
      for (int x = 0; x < plane.width(); x++) {
        count += where.test(x, y) ? 1 : 0;
      }
    }
    return count;
  }
}
