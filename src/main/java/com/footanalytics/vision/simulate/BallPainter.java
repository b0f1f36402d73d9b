package com.footanalytics.vision.simulate;

import org.jspecify.annotations.Nullable;

/** Paints the ball, smeared along its way while the shutter is open, and its shadow. */
final class BallPainter {

  static final int ID = 0;
  private static final int MOST_SAMPLES = 9;
  private final Look look;
  private final Painter painter;
  private final int colour;
  private final int patch;
  private final double exposureSeconds;

  BallPainter(Look look, Painter painter, double exposureSeconds, Rng rng) {
    this.look = look;
    this.painter = painter;
    this.exposureSeconds = exposureSeconds;
    this.colour =
        look.weather() == Weather.SNOW ? 0xF08020 : rng.chance(0.85) ? 0xF2F2EE : 0xEBE650;
    this.patch =
        rng.chance(0.5)
            ? 0x303034
            : Rgb.of(rng.between(20, 220), rng.between(20, 220), rng.between(20, 220));
  }

  int colour() {
    return colour;
  }

  void shadow(Camera camera, Ball ball) {
    Vec sun = look.weather() == Weather.SUNNY ? look.sun() : new Vec(0, 0, -1);
    double reach = ball.z / -sun.z();
    Vec ground = new Vec(ball.x + sun.x() * reach, ball.y + sun.y() * reach, 0);
    if (camera.sees(ground)) {
      double scale = camera.focalPixels() / camera.depth(ground);
      double radius = Ball.RADIUS * scale;
      double x = camera.column(ground);
      painter.shadow(
          x - radius * 0.5,
          camera.row(ground),
          radius * 0.6,
          x + radius * 0.5,
          camera.row(ground),
          radius * 0.6,
          0.35,
          Math.max(1, radius * 0.6));
    }
  }

  /** Paints it; its outline is that of the smear. Null where the camera cannot see it. */
  @Nullable Outline paint(Camera camera, Ball ball) {
    Vec place = new Vec(ball.x, ball.y, ball.z);
    if (camera.depth(place) < 2) {
      return null;
    }
    Vec velocity = new Vec(ball.vx, ball.vy, ball.vz);
    Vec from = place.plus(velocity.times(-exposureSeconds / 2));
    Vec to = place.plus(velocity.times(exposureSeconds / 2));
    double scale = camera.focalPixels() / camera.depth(place);
    double radius = Ball.RADIUS * scale;
    double ax = camera.column(from);
    double ay = camera.row(from);
    double bx = camera.column(to);
    double by = camera.row(to);
    double way = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    int samples =
        (int) Math.max(1, Math.min(MOST_SAMPLES, Math.ceil(way / Math.max(0.7, radius * 0.7))));
    double light = look.lightAt(ball.x, ball.y);
    Outline outline = new Outline();
    double turn = 5 * (ball.x + ball.y);
    Painter.Cloth leather =
        (across, along) -> StrictMath.sin(across * 4 + turn) > 0.72 && radius > 3 ? patch : colour;
    double solid = Math.min(1, 2 * radius / (2 * radius + way) + 0.1);
    for (int i = 0; i < samples; i++) {
      double share = samples == 1 ? 0.5 : (double) i / (samples - 1);
      double x = ax + (bx - ax) * share;
      double y = ay + (by - ay) * share;
      outline.add(x, y, radius);
      double cover =
          samples == 1
              ? 1
              : 1 - StrictMath.pow(1 - solid, 1.6 / samples * Math.max(1, samples * 0.5));
      outline.pixels +=
          painter.capsule(x, y, radius, x, y, radius, leather, light, Math.max(0.5, cover), ID);
    }
    return outline;
  }
}
