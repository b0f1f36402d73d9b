package com.footanalytics.vision.simulate;

/** A painted surface that repeats sideways, with smaller copies for a distance. */
final class Tile {

  private final int width;
  private final int height;
  private final double texelsPerMetre;
  private final int[][] levels;

  /** Takes over the texels, row by row from the bottom; width and height are powers of two. */
  Tile(int[] texels, int width, int height, double texelsPerMetre) {
    this.width = width;
    this.height = height;
    this.texelsPerMetre = texelsPerMetre;
    this.levels = new int[4][];
    levels[0] = texels;
    for (int level = 1; level < levels.length; level++) {
      levels[level] = halved(levels[level - 1], width >> level - 1, height >> level - 1);
    }
  }

  /**
   * The colour at a place in metres, where a pixel covers so many metres; above the tile its last
   * row goes on.
   */
  int at(double along, double up, double metresPerPixel) {
    double texels = metresPerPixel * texelsPerMetre;
    int level = texels < 1.4 ? 0 : texels < 2.8 ? 1 : texels < 5.6 ? 2 : 3;
    int x = Math.floorMod((int) Math.floor(along * texelsPerMetre), width) >> level;
    int y = Math.max(0, Math.min(height - 1, (int) (up * texelsPerMetre))) >> level;
    return levels[level][y * (width >> level) + x];
  }

  private static int[] halved(int[] source, int width, int height) {
    int[] result = new int[width * height / 4];
    for (int y = 0; y < height / 2; y++) {
      for (int x = 0; x < width / 2; x++) {
        int at = 2 * y * width + 2 * x;
        int first = source[at];
        int second = source[at + 1];
        int third = source[at + width];
        int fourth = source[at + width + 1];
        result[y * (width / 2) + x] =
            Rgb.of(
                mean(Rgb.red(first), Rgb.red(second), Rgb.red(third), Rgb.red(fourth)),
                mean(Rgb.green(first), Rgb.green(second), Rgb.green(third), Rgb.green(fourth)),
                mean(Rgb.blue(first), Rgb.blue(second), Rgb.blue(third), Rgb.blue(fourth)));
      }
    }
    return result;
  }

  private static double mean(int first, int second, int third, int fourth) {
    return (first + second + third + fourth) / 4.0;
  }
}
