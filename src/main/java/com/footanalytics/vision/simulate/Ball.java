package com.footanalytics.vision.simulate;

/** The ball: it flies, bounces, rolls and slows down. Moved by {@link Play} alone. */
final class Ball {

  static final double RADIUS = 0.11;
  private static final double GRAVITY = 9.81;
  private static final double BOUNCE = 0.6;
  private static final double DRAG_PER_SECOND = 0.12;
  private static final double ROLL_DECELERATION = 1.6;

  double x;
  double y;
  double z = RADIUS;
  double vx;
  double vy;
  double vz;

  void place(double toX, double toY) {
    x = toX;
    y = toY;
    z = RADIUS;
    vx = 0;
    vy = 0;
    vz = 0;
  }

  /** Sets it off towards a place so that a lofted ball comes down there. */
  void kick(double toX, double toY, double speed, double upwards) {
    double dx = toX - x;
    double dy = toY - y;
    double distance = Math.max(0.1, Math.sqrt(dx * dx + dy * dy));
    vx = dx / distance * speed;
    vy = dy / distance * speed;
    vz = upwards;
  }

  void move(double seconds) {
    x += vx * seconds;
    y += vy * seconds;
    z += vz * seconds;
    double speed = speed();
    if (z > RADIUS + 0.02 || vz > 0.3) {
      vz -= GRAVITY * seconds;
      slow(speed, speed * DRAG_PER_SECOND * seconds);
    } else {
      slow(speed, ROLL_DECELERATION * seconds);
    }
    if (z < RADIUS) {
      z = RADIUS;
      vz = vz < -1 ? -vz * BOUNCE : 0;
      slow(speed(), speed() * 0.12 * (vz > 0 ? 1 : 0));
    }
  }

  double speed() {
    return Math.sqrt(vx * vx + vy * vy);
  }

  private void slow(double speed, double by) {
    double share = speed < 1e-6 ? 0 : Math.max(0, 1 - by / speed);
    vx *= share;
    vy *= share;
  }
}
