package com.footanalytics.vision.model;

import com.footanalytics.vision.model.Hints.Size;

/**
 * How YOLOX's rows hold centres: relative to their cells, a few strides at most, or in input
 * pixels, where the cells at the right and lower edge reach far.
 */
enum RowEncoding {
  RAW,
  DECODED,
  NEITHER;

  /** Part of the shorter side that no raw centre reaches. */
  private static final int RAW_PART = 8;

  static RowEncoding of(ProbeAnswer answer, String output, Size size) {
    int rows = answer.shape(output).get(1);
    int columns = answer.shape(output).get(2);
    float farthestX = 0;
    float farthestY = 0;
    for (int row = 0; row < rows; row++) {
      farthestX = Math.max(farthestX, Math.abs(answer.value(output, row * columns)));
      farthestY = Math.max(farthestY, Math.abs(answer.value(output, row * columns + 1)));
    }
    if (farthestX > size.width() / 2f && farthestY > size.height() / 2f) {
      return DECODED;
    }
    float limit = Math.min(size.width(), size.height()) / (float) RAW_PART;
    return farthestX < limit && farthestY < limit ? RAW : NEITHER;
  }
}
