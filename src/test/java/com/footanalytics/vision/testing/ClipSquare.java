package com.footanalytics.vision.testing;

/**
 * A square of full colour on a dark grey picture, which the testing model finds where the picture
 * is as large as its input.
 *
 * @param x left edge in coded pixels, even
 * @param y top edge in coded pixels, even
 * @param sizePx length of an edge, even
 * @param classIndex whose {@link TestingModels#colour} it has
 */
public record ClipSquare(int x, int y, int sizePx, int classIndex) {

  private static final int GROUND = 48;
  private static final int NO_COLOUR = 128;

  /** Sample of a plane of Y, U, V at a place in luma pixels, by BT.601 in the limited range. */
  int sample(int plane, int column, int row) {
    boolean inside = column >= x && column < x + sizePx && row >= y && row < y + sizePx;
    if (!inside) {
      return plane == 0 ? GROUND : NO_COLOUR;
    }
    int rgb = TestingModels.colour(classIndex);
    double red = (rgb >> 16 & 0xFF) / 255.0;
    double green = (rgb >> 8 & 0xFF) / 255.0;
    double blue = (rgb & 0xFF) / 255.0;
    double sample =
        switch (plane) {
          case 0 -> 16 + 65.481 * red + 128.553 * green + 24.966 * blue;
          case 1 -> 128 - 37.797 * red - 74.203 * green + 112 * blue;
          default -> 128 + 112 * red - 93.786 * green - 18.214 * blue;
        };
    return (int) Math.round(sample);
  }
}
