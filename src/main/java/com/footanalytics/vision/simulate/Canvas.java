package com.footanalytics.vision.simulate;

import java.util.Arrays;

/**
 * The picture under construction: linear channels of 0 to 255, whose object each pixel is, how much
 * shadow lies on it.
 */
final class Canvas {

  static final int NOBODY = -1;
  final int width;
  final int height;
  final float[] red;
  final float[] green;
  final float[] blue;
  final float[] shadow;
  final int[] owner;

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.red = new float[width * height];
    this.green = new float[width * height];
    this.blue = new float[width * height];
    this.shadow = new float[width * height];
    this.owner = new int[width * height];
  }

  /** Forgets owners and shadows; the colours are painted over anyway. */
  void begin() {
    Arrays.fill(shadow, 0);
    Arrays.fill(owner, NOBODY);
  }

  void set(int pixel, int colour, double light) {
    red[pixel] = (float) (Rgb.red(colour) * light);
    green[pixel] = (float) (Rgb.green(colour) * light);
    blue[pixel] = (float) (Rgb.blue(colour) * light);
  }

  void blend(int pixel, int colour, double light, double cover) {
    float share = (float) cover;
    red[pixel] += ((float) (Rgb.red(colour) * light) - red[pixel]) * share;
    green[pixel] += ((float) (Rgb.green(colour) * light) - green[pixel]) * share;
    blue[pixel] += ((float) (Rgb.blue(colour) * light) - blue[pixel]) * share;
  }

  /** How many pixels inside of a rectangle belong to an object. */
  int owned(int id, int x0, int y0, int x1, int y1) {
    int count = 0;
    for (int y = Math.max(0, y0); y < Math.min(height, y1); y++) {
      for (int x = Math.max(0, x0); x < Math.min(width, x1); x++) {
        if (owner[y * width + x] == id) {
          count++;
        }
      }
    }
    return count;
  }
}
