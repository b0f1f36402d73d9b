package com.footanalytics.vision.simulate;

/**
 * The rectangle around an object in the picture, which may reach beyond the picture's edges, and
 * its own pixels.
 */
final class Outline {

  double x0 = Double.POSITIVE_INFINITY;
  double y0 = Double.POSITIVE_INFINITY;
  double x1 = Double.NEGATIVE_INFINITY;
  double y1 = Double.NEGATIVE_INFINITY;
  int pixels;

  void add(double x, double y, double radius) {
    x0 = Math.min(x0, x - radius);
    y0 = Math.min(y0, y - radius);
    x1 = Math.max(x1, x + radius);
    y1 = Math.max(y1, y + radius);
  }

  /** How much of the rectangle's area lies in the picture. */
  double insideShare(int width, int height) {
    double inside =
        Math.max(0, Math.min(width, x1) - Math.max(0, x0))
            * Math.max(0, Math.min(height, y1) - Math.max(0, y0));
    return inside / Math.max(1e-9, (x1 - x0) * (y1 - y0));
  }
}
