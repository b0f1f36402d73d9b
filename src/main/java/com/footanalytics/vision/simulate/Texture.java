package com.footanalytics.vision.simulate;

/** A square tile of smooth noise, 0 in the mean, about 1 in deviation; it repeats. */
final class Texture {

  static final int BITS = 9;
  static final int SIZE = 1 << BITS;
  private static final int MASK = SIZE - 1;
  final float[] values = new float[SIZE * SIZE];

  /**
   * Sums octaves of value noise, the finest one texel wide, each {@code fall} as strong as the next
   * coarser.
   */
  Texture(Rng rng, double fall) {
    double weight = 1;
    double power = 0;
    for (int cell = 64; cell >= 1; cell /= 2) {
      add(rng, cell, weight);
      power += weight * weight;
      weight *= fall;
    }
    float norm = (float) (1 / Math.sqrt(power * 0.6));
    for (int i = 0; i < values.length; i++) {
      values[i] *= norm;
    }
  }

  float at(double x, double y) {
    return values[((int) Math.floor(y) & MASK) << BITS | (int) Math.floor(x) & MASK];
  }

  private void add(Rng rng, int cell, double weight) {
    int cells = SIZE / cell;
    double[] grid = new double[cells * cells];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = weight * rng.normal();
    }
    for (int y = 0; y < SIZE; y++) {
      int y0 = y / cell * cells;
      int y1 = (y / cell + 1) % cells * cells;
      double fy = (double) (y % cell) / cell;
      for (int x = 0; x < SIZE; x++) {
        int x0 = x / cell;
        int x1 = (x0 + 1) % cells;
        double fx = (double) (x % cell) / cell;
        double top = grid[y0 + x0] + (grid[y0 + x1] - grid[y0 + x0]) * fx;
        double bottom = grid[y1 + x0] + (grid[y1 + x1] - grid[y1 + x0]) * fx;
        values[y * SIZE + x] += (float) (top + (bottom - top) * fy);
      }
    }
  }
}
