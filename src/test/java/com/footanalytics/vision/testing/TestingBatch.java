package com.footanalytics.vision.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Black model inputs, uint8 NHWC RGB in direct memory, into which squares can be painted. */
public final class TestingBatch {

  private final ByteBuffer images;
  private final int widthPx;
  private final int heightPx;

  public TestingBatch(int count, int widthPx, int heightPx) {
    this.images =
        ByteBuffer.allocateDirect(count * heightPx * widthPx * 3).order(ByteOrder.nativeOrder());
    this.widthPx = widthPx;
    this.heightPx = heightPx;
  }

  public ByteBuffer images() {
    return images;
  }

  /** Paints a square of {@link TestingModels#SQUARE_PX} with its top-left corner at (x, y). */
  public TestingBatch square(int item, int x, int y, int rgb) {
    for (int row = y; row < y + TestingModels.SQUARE_PX; row++) {
      for (int column = x; column < x + TestingModels.SQUARE_PX; column++) {
        int start = ((item * heightPx + row) * widthPx + column) * 3;
        images.put(start, (byte) (rgb >> 16));
        images.put(start + 1, (byte) (rgb >> 8));
        images.put(start + 2, (byte) rgb);
      }
    }
    return this;
  }
}
