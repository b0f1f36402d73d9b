package com.footanalytics.vision.postprocess;

import java.util.Arrays;

/**
 * Local maxima of planes of values. A peak is a long that sorts by value, largest first, then by
 * index: the value's bits in ascending-is-worse order above, the index below.
 */
final class Peaks {

  private long[] found = new long[128];
  private int size;

  /**
   * Adds the cells of a plane that are above {@code limit} and the largest of the 3 x 3 cells
   * around them; of equal neighbours the first in raster order is taken.
   *
   * @param plane rows of {@code columns} values
   * @param offset added to a cell's position in the plane to make its index
   */
  void collect(float[] plane, int columns, float limit, int offset) {
    for (int cell = 0; cell < plane.length; cell++) {
      if (plane[cell] > limit && isPeak(plane, columns, cell)) {
        add(plane[cell], offset + cell);
      }
    }
  }

  /** At most {@code limit} peaks, largest first. */
  long[] best(int limit) {
    Arrays.sort(found, 0, size);
    return Arrays.copyOf(found, Math.min(size, limit));
  }

  static int index(long peak) {
    return (int) peak;
  }

  static float value(long peak) {
    return Float.intBitsToFloat(sortable(~(int) (peak >> 32)));
  }

  private void add(float value, int index) {
    if (size == found.length) {
      found = Arrays.copyOf(found, 2 * size);
    }
    found[size++] = ((long) ~sortable(Float.floatToIntBits(value + 0f)) << 32) | index;
  }

  /** Bits of a float as an int of the same order, and back. */
  private static int sortable(int bits) {
    return bits ^ ((bits >> 31) & 0x7FFF_FFFF);
  }

  private static boolean isPeak(float[] plane, int columns, int cell) {
    float value = plane[cell];
    int column = cell % columns;
    int first = column == 0 ? 0 : -1;
    int last = column == columns - 1 ? 0 : 1;
    int above = cell - columns;
    int below = cell + columns;
    if ((first < 0 && plane[cell - 1] >= value) || (last > 0 && plane[cell + 1] > value)) {
      return false;
    }
    for (int step = first; step <= last; step++) {
      if ((above >= 0 && plane[above + step] >= value)
          || (below < plane.length && plane[below + step] > value)) {
        return false;
      }
    }
    return true;
  }
}
