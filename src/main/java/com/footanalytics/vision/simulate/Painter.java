package com.footanalytics.vision.simulate;

/**
 * Draws anti-aliased shapes on a canvas; coverage falls from 1 to 0 across one pixel at the edge.
 */
final class Painter {

  /** What colour a place of a capsule has: across from -1 to 1, along from 0 to 1. */
  interface Cloth {
    int at(double across, double along);
  }

  private final Canvas canvas;
  private double lightX;
  private double lightY;
  private double ambient = 1;

  Painter(Canvas canvas) {
    this.canvas = canvas;
  }

  Canvas canvas() {
    return canvas;
  }

  /** Sets where light comes from in the picture's plane, and how much comes from everywhere. */
  void light(double fromX, double fromY, double everywhere) {
    lightX = fromX;
    lightY = fromY;
    ambient = everywhere;
  }

  /**
   * Paints a tapered capsule as a shaded solid.
   *
   * @param id becomes the owner of pixels covered by half or more
   * @return how many pixels became the owner's
   */
  int capsule(
      double ax,
      double ay,
      double ar,
      double bx,
      double by,
      double br,
      Cloth cloth,
      double light,
      double cover,
      int id) {
    double most = Math.max(ar, br) + 1;
    int x0 = (int) Math.max(0, Math.floor(Math.min(ax, bx) - most));
    int x1 = (int) Math.min(canvas.width - 1.0, Math.ceil(Math.max(ax, bx) + most));
    int y0 = (int) Math.max(0, Math.floor(Math.min(ay, by) - most));
    int y1 = (int) Math.min(canvas.height - 1.0, Math.ceil(Math.max(ay, by) + most));
    double dx = bx - ax;
    double dy = by - ay;
    double squared = Math.max(1e-9, dx * dx + dy * dy);
    double length = Math.sqrt(squared);
    int taken = 0;
    for (int y = y0; y <= y1; y++) {
      for (int x = x0; x <= x1; x++) {
        double px = x + 0.5 - ax;
        double py = y + 0.5 - ay;
        double along = Math.max(0, Math.min(1, (px * dx + py * dy) / squared));
        double ox = px - along * dx;
        double oy = py - along * dy;
        double radius = ar + (br - ar) * along;
        double distance = Math.sqrt(ox * ox + oy * oy);
        double edge = Math.min(1, radius + 0.5 - distance);
        if (edge <= 0) {
          continue;
        }
        double thin = Math.min(1, radius * 2 + 0.25);
        double nx = ox / Math.max(radius, 0.5);
        double ny = oy / Math.max(radius, 0.5);
        double lit = Math.max(0, 0.62 + 0.5 * (nx * lightX + ny * lightY));
        double across = (px * -dy + py * dx) / length / Math.max(radius, 0.5);
        int pixel = y * canvas.width + x;
        canvas.blend(
            pixel,
            cloth.at(across, along),
            light * (ambient + (1 - ambient) * 1.5 * lit),
            edge * thin * cover);
        if (edge * cover >= 0.5 && canvas.owner[pixel] != id) {
          canvas.owner[pixel] = id;
          taken++;
        }
      }
    }
    return taken;
  }

  /** Paints a strip between two points in one colour; widths in pixels at either end. */
  void strip(
      double ax,
      double ay,
      double aWidth,
      double bx,
      double by,
      double bWidth,
      int colour,
      double light,
      double cover) {
    double most = Math.max(aWidth, bWidth) / 2 + 1;
    int y0 = (int) Math.max(0, Math.floor(Math.min(ay, by) - most));
    int y1 = (int) Math.min(canvas.height - 1.0, Math.ceil(Math.max(ay, by) + most));
    int left = (int) Math.max(0, Math.floor(Math.min(ax, bx) - most));
    int right = (int) Math.min(canvas.width - 1.0, Math.ceil(Math.max(ax, bx) + most));
    double dx = bx - ax;
    double dy = by - ay;
    double length = Math.sqrt(dx * dx + dy * dy);
    if (length < 1e-6) {
      return;
    }
    double ux = dx / length;
    double uy = dy / length;
    for (int y = y0; y <= y1; y++) {
      for (int x = left; x <= right; x++) {
        double px = x + 0.5 - ax;
        double py = y + 0.5 - ay;
        double along = px * ux + py * uy;
        double across = px * uy - py * ux;
        double half = (aWidth + (bWidth - aWidth) * Math.max(0, Math.min(1, along / length))) / 2;
        double side = clamp(half - across + 0.5) + clamp(half + across + 0.5) - 1;
        double ends = clamp(along + 0.5) + clamp(length - along + 0.5) - 1;
        if (side > 0 && ends > 0) {
          canvas.blend(y * canvas.width + x, colour, light, side * ends * cover);
        }
      }
    }
  }

  /** Darkens a soft capsule on the ground; overlapping shadows do not add up. */
  void shadow(
      double ax, double ay, double ar, double bx, double by, double br, double dark, double soft) {
    double most = Math.max(ar, br) + soft;
    int x0 = (int) Math.max(0, Math.floor(Math.min(ax, bx) - most));
    int x1 = (int) Math.min(canvas.width - 1.0, Math.ceil(Math.max(ax, bx) + most));
    int y0 = (int) Math.max(0, Math.floor(Math.min(ay, by) - most));
    int y1 = (int) Math.min(canvas.height - 1.0, Math.ceil(Math.max(ay, by) + most));
    double dx = bx - ax;
    double dy = by - ay;
    double squared = Math.max(1e-9, dx * dx + dy * dy);
    for (int y = y0; y <= y1; y++) {
      for (int x = x0; x <= x1; x++) {
        double px = x + 0.5 - ax;
        double py = y + 0.5 - ay;
        double along = Math.max(0, Math.min(1, (px * dx + py * dy) / squared));
        double ox = px - along * dx;
        double oy = py - along * dy;
        double radius = ar + (br - ar) * along;
        double edge = clamp((radius + soft / 2 - Math.sqrt(ox * ox + oy * oy)) / soft);
        int pixel = y * canvas.width + x;
        canvas.shadow[pixel] = Math.max(canvas.shadow[pixel], (float) (dark * edge));
      }
    }
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
