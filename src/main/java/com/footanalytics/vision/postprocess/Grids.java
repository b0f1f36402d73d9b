package com.footanalytics.vision.postprocess;

import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import java.util.List;

/** The cells of several grids over a model's input, grid after grid, each in raster order. */
final class Grids {

  private final List<Integer> strides;
  private final String input;
  private final int[] left;
  private final int[] top;
  private final int[] stride;

  /**
   * @param strides input pixels from one cell to the next, by grid; what is left at the right and
   *     lower edge is a cell too
   */
  Grids(List<Integer> strides, InputSpec input) {
    this.strides = strides;
    this.input = input.width() + "x" + input.height();
    int cells = 0;
    for (int step : strides) {
      cells += Math.ceilDiv(input.width(), step) * Math.ceilDiv(input.height(), step);
    }
    this.left = new int[cells];
    this.top = new int[cells];
    this.stride = new int[cells];
    int cell = 0;
    for (int step : strides) {
      for (int y = 0; y < input.height(); y += step) {
        for (int x = 0; x < input.width(); x += step) {
          left[cell] = x;
          top[cell] = y;
          stride[cell++] = step;
        }
      }
    }
  }

  /** Refuses an output that has another number of rows than there are cells. */
  void check(String output, int rows) {
    if (rows != left.length) {
      throw new ModelException(
          "output: %s has %d rows (expected: %d, for strides %s over %s)"
              .formatted(output, rows, left.length, strides, input));
    }
  }

  /** Left edge of a cell in input pixels. */
  int left(int cell) {
    return left[cell];
  }

  /** Upper edge of a cell in input pixels. */
  int top(int cell) {
    return top[cell];
  }

  /** Side of a cell in input pixels. */
  int stride(int cell) {
    return stride[cell];
  }
}
