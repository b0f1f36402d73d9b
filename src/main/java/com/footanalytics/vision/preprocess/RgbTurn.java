package com.footanalytics.vision.preprocess;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import com.footanalytics.vision.probe.Orientation;
import java.lang.foreign.MemorySegment;

/** Turns packed RGB pictures from coded to display orientation. */
final class RgbTurn {

  private RgbTurn() {}

  /**
   * Copies a picture, turned.
   *
   * @param source packed RGB, rows of {@code width} pixels without padding
   * @param width coded pixels
   * @param height coded pixels
   * @param target packed RGB, written from its top-left corner
   * @param targetRowPixels pixels from one row of the target to the next
   */
  static void turn(
      MemorySegment source,
      int width,
      int height,
      Orientation orientation,
      MemorySegment target,
      int targetRowPixels) {
    // The target index of coded pixel (x, y) is origin + x * stepX + y * stepY.
    long right = orientation.swapsAxes() ? targetRowPixels : 1;
    long down = orientation.swapsAxes() ? 1 : targetRowPixels;
    boolean leftward =
        (orientation.clockwiseDegrees() == 180 || orientation.clockwiseDegrees() == 270)
            != orientation.mirrored();
    boolean upward = orientation.clockwiseDegrees() == 180 || orientation.clockwiseDegrees() == 90;
    long stepX = leftward ? -right : right;
    long stepY = upward ? -down : down;
    long origin = (leftward ? (width - 1) * right : 0) + (upward ? (height - 1) * down : 0);
    for (int y = 0; y < height; y++) {
      long from = (long) y * width * 3;
      long to = (origin + y * stepY) * 3;
      for (int x = 0; x < width; x++) {
        target.set(JAVA_BYTE, to, source.get(JAVA_BYTE, from));
        target.set(JAVA_BYTE, to + 1, source.get(JAVA_BYTE, from + 1));
        target.set(JAVA_BYTE, to + 2, source.get(JAVA_BYTE, from + 2));
        from += 3;
        to += stepX * 3;
      }
    }
  }
}
