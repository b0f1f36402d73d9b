package com.footanalytics.vision.sink;

/**
 * How large a video is drawn. As large as it is shown, unless the encoder cannot take that: then
 * enlarged or reduced by the smallest whole factor that fits. Odd lengths get one more column or
 * row, a copy of the last.
 *
 * @param contentWidth pixels of the canvas that show the video, from the left
 * @param contentHeight pixels of the canvas that show the video, from the top
 * @param scaleX canvas pixels of one display pixel across
 * @param scaleY canvas pixels of one display pixel down
 */
record CanvasSize(int contentWidth, int contentHeight, double scaleX, double scaleY) {

  private static final int MIN_SIDE = 16;
  private static final int MAX_SIDE = 4096;
  private static final long MAX_MACROBLOCKS = 36_864;

  /**
   * @param displayWidth pixels after rotation, at least 1
   * @param displayHeight pixels after rotation, at least 1
   */
  static CanvasSize of(int displayWidth, int displayHeight) {
    int shrink = 1;
    while (!encodable(divided(displayWidth, shrink), divided(displayHeight, shrink))) {
      shrink++;
    }
    int grow = Math.max(1, divided(MIN_SIDE, Math.min(displayWidth, displayHeight)));
    boolean grows = shrink == 1 && encodable(displayWidth * grow, displayHeight * grow);
    int factor = grows ? grow : 1;
    int width = Math.max(MIN_SIDE, divided(displayWidth * factor, shrink));
    int height = Math.max(MIN_SIDE, divided(displayHeight * factor, shrink));
    return new CanvasSize(
        width, height, width / (double) displayWidth, height / (double) displayHeight);
  }

  /** Pixels, even. */
  int width() {
    return contentWidth + contentWidth % 2;
  }

  /** Pixels, even. */
  int height() {
    return contentHeight + contentHeight % 2;
  }

  private static boolean encodable(int width, int height) {
    return width <= MAX_SIDE
        && height <= MAX_SIDE
        && (long) divided(width, 16) * divided(height, 16) <= MAX_MACROBLOCKS;
  }

  private static int divided(int length, int by) {
    return Math.ceilDiv(length, by);
  }
}
