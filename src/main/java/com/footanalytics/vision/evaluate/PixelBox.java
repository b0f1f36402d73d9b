package com.footanalytics.vision.evaluate;

/**
 * A rectangle as COCO writes it.
 *
 * @param x left edge in pixels
 * @param y top edge in pixels
 * @param width pixels, not negative
 * @param height pixels, not negative
 */
public record PixelBox(double x, double y, double width, double height) {

  public PixelBox {
    if (!(Double.isFinite(x) && Double.isFinite(y) && finite(width) && finite(height))) {
      throw new IllegalArgumentException(
          "box: [%s, %s, %s, %s] (expected: numbers, width and height >= 0)"
              .formatted(x, y, width, height));
    }
  }

  public double area() {
    return width * height;
  }

  public double centreX() {
    return x + width / 2;
  }

  public double centreY() {
    return y + height / 2;
  }

  /**
   * Intersection over union with a labelled box; over the own area where the label is a crowd.
   *
   * @param crowd whether {@code truth} is a crowd
   */
  double overlap(PixelBox truth, boolean crowd) {
    double overlapWidth = Math.min(x + width, truth.x + truth.width) - Math.max(x, truth.x);
    double overlapHeight = Math.min(y + height, truth.y + truth.height) - Math.max(y, truth.y);
    if (overlapWidth <= 0 || overlapHeight <= 0) {
      return 0;
    }
    double overlap = overlapWidth * overlapHeight;
    return overlap / (crowd ? area() : area() + truth.area() - overlap);
  }

  private static boolean finite(double length) {
    return length >= 0 && length < Double.POSITIVE_INFINITY;
  }
}
