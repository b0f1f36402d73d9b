package com.footanalytics.vision.simulate;

/**
 * One person on the pitch: who it is, where it is and what it does. Moved by {@link Play} alone.
 */
final class Person {

  private static final double ACCELERATION = 6.5;
  private static final double TURN_PER_SECOND = 7;
  private static final double METRES_PER_CYCLE_STANDING = 1.3;
  private static final double METRES_PER_CYCLE_GAIN = 0.27;

  final int id;
  final Role role;
  final int team;
  final Kit kit;
  final Body body;
  double x;
  double y;
  double vx;
  double vy;
  double facing;
  double stride;
  Action action = Action.NONE;
  double actionSeconds;

  Person(int id, Role role, int team, Kit kit, Body body) {
    this.id = id;
    this.role = role;
    this.team = team;
    this.kit = kit;
    this.body = body;
  }

  void place(double toX, double toY) {
    x = toX;
    y = toY;
    vx = 0;
    vy = 0;
  }

  double speed() {
    return Math.sqrt(vx * vx + vy * vy);
  }

  double distanceTo(double otherX, double otherY) {
    return Math.sqrt((x - otherX) * (x - otherX) + (y - otherY) * (y - otherY));
  }

  void start(Action next) {
    if (action == Action.NONE) {
      action = next;
      actionSeconds = 0;
    }
  }

  /** How far the action is, 0 to 1. */
  double actionShare() {
    return action == Action.NONE ? 0 : Math.min(1, actionSeconds / action.seconds());
  }

  /** Runs towards a place for a moment, looking at another when slow. */
  void move(double toX, double toY, double topSpeed, double lookX, double lookY, double seconds) {
    double dx = toX - x;
    double dy = toY - y;
    double distance = Math.sqrt(dx * dx + dy * dy);
    boolean grounded = action == Action.FALL || action == Action.DIVE;
    double wanted = grounded || distance < 0.3 ? 0 : Math.min(topSpeed, distance * 1.1);
    double share = distance < 1e-6 ? 0 : wanted / distance;
    double ax = dx * share - vx;
    double ay = dy * share - vy;
    double change = Math.sqrt(ax * ax + ay * ay);
    double limit = Math.min(1, ACCELERATION * seconds / Math.max(1e-9, change));
    vx += ax * limit;
    vy += ay * limit;
    x += vx * seconds;
    y += vy * seconds;
    double speed = speed();
    boolean running = speed > 2.2;
    turnTo(running ? StrictMath.atan2(vy, vx) : StrictMath.atan2(lookY - y, lookX - x), seconds);
    stride += speed * seconds / (METRES_PER_CYCLE_STANDING + METRES_PER_CYCLE_GAIN * speed);
    actionSeconds += seconds;
    if (actionSeconds > action.seconds()) {
      action = Action.NONE;
    }
  }

  private void turnTo(double angle, double seconds) {
    double difference = StrictMath.IEEEremainder(angle - facing, 2 * Math.PI);
    double most = TURN_PER_SECOND * seconds;
    facing += Math.max(-most, Math.min(most, difference));
  }
}
