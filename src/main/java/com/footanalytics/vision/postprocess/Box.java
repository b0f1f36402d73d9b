package com.footanalytics.vision.postprocess;

/**
 * An axis-aligned rectangle {@code [x1, x2) x [y1, y2)}, origin top-left.
 *
 * @param x1 left edge in pixels
 * @param y1 top edge in pixels
 * @param x2 right edge in pixels, not left of {@code x1}
 * @param y2 bottom edge in pixels, not above {@code y1}
 */
public record Box(float x1, float y1, float x2, float y2) {

  public Box {
    if (!(x1 <= x2 && y1 <= y2)) {
      throw new IllegalArgumentException(
          "box: [%s, %s, %s, %s] (expected: x1 <= x2, y1 <= y2)".formatted(x1, y1, x2, y2));
    }
  }

  public float width() {
    return x2 - x1;
  }

  public float height() {
    return y2 - y1;
  }

  public float area() {
    return width() * height();
  }

  /** Intersection over union with {@code other}, 0 to 1; 0 where both are empty. */
  public float iou(Box other) {
    float overlapWidth = Math.min(x2, other.x2) - Math.max(x1, other.x1);
    float overlapHeight = Math.min(y2, other.y2) - Math.max(y1, other.y1);
    if (overlapWidth <= 0 || overlapHeight <= 0) {
      return 0;
    }
    float overlap = overlapWidth * overlapHeight;
    return overlap / (area() + other.area() - overlap);
  }
}
