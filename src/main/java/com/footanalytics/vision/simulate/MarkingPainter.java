package com.footanalytics.vision.simulate;

/** Paints the pitch's lines and the goals. */
final class MarkingPainter {

  private static final double PIECE = 1.5;
  private static final double POST = 0.12;
  private static final int NET_STEPS = 9;
  private final Pitch pitch;
  private final Look look;
  private final Painter painter;

  MarkingPainter(Pitch pitch, Look look, Painter painter) {
    this.pitch = pitch;
    this.look = look;
    this.painter = painter;
  }

  void lines(Camera camera) {
    double length = pitch.halfLength();
    double width = pitch.halfWidth();
    for (int side = -1; side <= 1; side += 2) {
      line(camera, -length, side * width, length, side * width);
      line(camera, side * length, -width, side * length, width);
      area(camera, side, Pitch.AREA_DEPTH, Pitch.AREA_HALF_WIDTH);
      area(camera, side, Pitch.GOAL_AREA_DEPTH, Pitch.GOAL_AREA_HALF_WIDTH);
      double spot = side * (length - Pitch.SPOT);
      line(camera, spot - 0.11, 0, spot + 0.11, 0, 0.22);
      double reach = StrictMath.acos((Pitch.AREA_DEPTH - Pitch.SPOT) / Pitch.CIRCLE);
      double middle = side > 0 ? Math.PI : 0;
      arc(camera, spot, 0, Pitch.CIRCLE, middle - reach, middle + reach);
      for (int end = -1; end <= 1; end += 2) {
        double turn = StrictMath.atan2(-end, -side);
        arc(camera, side * length, end * width, 1, turn - Math.PI / 4, turn + Math.PI / 4);
      }
    }
    line(camera, 0, -width, 0, width);
    line(camera, -0.11, 0, 0.11, 0, 0.22);
    arc(camera, 0, 0, Pitch.CIRCLE, 0, 2 * Math.PI);
  }

  private void area(Camera camera, int side, double depth, double halfWidth) {
    double front = side * (pitch.halfLength() - depth);
    double back = side * pitch.halfLength();
    line(camera, front, -halfWidth, front, halfWidth);
    line(camera, front, -halfWidth, back, -halfWidth);
    line(camera, front, halfWidth, back, halfWidth);
  }

  private void arc(Camera camera, double x, double y, double radius, double from, double to) {
    int pieces = Math.max(4, (int) Math.ceil((to - from) * radius / 0.9));
    for (int i = 0; i < pieces; i++) {
      double a = from + (to - from) * i / pieces;
      double b = from + (to - from) * (i + 1) / pieces;
      piece(
          camera,
          new Vec(x + radius * StrictMath.cos(a), y + radius * StrictMath.sin(a), 0),
          new Vec(x + radius * StrictMath.cos(b), y + radius * StrictMath.sin(b), 0),
          Pitch.LINE);
    }
  }

  private void line(Camera camera, double ax, double ay, double bx, double by) {
    line(camera, ax, ay, bx, by, Pitch.LINE);
  }

  private void line(Camera camera, double ax, double ay, double bx, double by, double width) {
    Vec from = new Vec(ax, ay, 0);
    Vec to = new Vec(bx, by, 0);
    int pieces = (int) Math.ceil(to.minus(from).length() / PIECE);
    for (int i = 0; i < pieces; i++) {
      piece(
          camera,
          from.towards(to, (double) i / pieces),
          from.towards(to, (i + 1.0) / pieces),
          width);
    }
  }

  /** A short straight piece, whose breadth in the picture follows from its two borders. */
  private void piece(Camera camera, Vec from, Vec to, double width) {
    if (!camera.sees(from) || !camera.sees(to)) {
      return;
    }
    Vec along = to.minus(from).unit();
    Vec aside = new Vec(-along.y() * width / 2, along.x() * width / 2, 0);
    double ax = camera.column(from);
    double ay = camera.row(from);
    double bx = camera.column(to);
    double by = camera.row(to);
    Canvas canvas = painter.canvas();
    if (Math.max(ax, bx) < -5
        || Math.min(ax, bx) > canvas.width + 5
        || Math.max(ay, by) < -5
        || Math.min(ay, by) > canvas.height + 5) {
      return;
    }
    double length = Math.max(1e-6, Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay)));
    double fromWidth = breadth(camera, from, aside, (bx - ax) / length, (by - ay) / length);
    double toWidth = breadth(camera, to, aside, (bx - ax) / length, (by - ay) / length);
    double light = look.lightAt(from.x(), from.y());
    painter.strip(ax, ay, fromWidth, bx, by, toWidth, look.line(), light, 0.88);
  }

  private static double breadth(Camera camera, Vec point, Vec aside, double ux, double uy) {
    double x = camera.column(point.plus(aside)) - camera.column(point.minus(aside));
    double y = camera.row(point.plus(aside)) - camera.row(point.minus(aside));
    return Math.abs(x * uy - y * ux);
  }

  /** One goal's net and frame; {@code side} 1 is the right one. */
  void goal(Camera camera, int side) {
    double x = side * pitch.halfLength();
    double back = x + side * Pitch.GOAL_DEPTH;
    for (int i = 0; i <= NET_STEPS * 2; i++) {
      double y = Pitch.GOAL_HALF_WIDTH * (i - NET_STEPS) / NET_STEPS;
      thread(camera, new Vec(back, y, 0), new Vec(x + side * 0.8, y, Pitch.GOAL_HEIGHT));
      thread(
          camera, new Vec(x + side * 0.8, y, Pitch.GOAL_HEIGHT), new Vec(x, y, Pitch.GOAL_HEIGHT));
    }
    for (int i = 0; i <= NET_STEPS; i++) {
      double z = Pitch.GOAL_HEIGHT * i / NET_STEPS;
      double deep = x + side * (Pitch.GOAL_DEPTH - (Pitch.GOAL_DEPTH - 0.8) * i / NET_STEPS);
      thread(
          camera,
          new Vec(deep, -Pitch.GOAL_HALF_WIDTH, z),
          new Vec(deep, Pitch.GOAL_HALF_WIDTH, z));
      thread(
          camera, new Vec(deep, -Pitch.GOAL_HALF_WIDTH, z), new Vec(x, -Pitch.GOAL_HALF_WIDTH, z));
      thread(camera, new Vec(deep, Pitch.GOAL_HALF_WIDTH, z), new Vec(x, Pitch.GOAL_HALF_WIDTH, z));
    }
    for (int end = -1; end <= 1; end += 2) {
      double y = end * (Pitch.GOAL_HALF_WIDTH + POST / 2);
      bar(camera, new Vec(x, y, 0), new Vec(x, y, Pitch.GOAL_HEIGHT));
    }
    bar(
        camera,
        new Vec(x, -Pitch.GOAL_HALF_WIDTH, Pitch.GOAL_HEIGHT),
        new Vec(x, Pitch.GOAL_HALF_WIDTH, Pitch.GOAL_HEIGHT));
  }

  /** A corner flag. */
  void flag(Camera camera, int side, int end) {
    Vec foot = new Vec(side * pitch.halfLength(), end * pitch.halfWidth(), 0);
    Vec top = foot.plus(new Vec(0, 0, 1.5));
    stroke(camera, foot, top, 0.05, 0xE8E060, 1);
    stroke(
        camera,
        top.plus(new Vec(0.05, 0, -0.12)),
        top.plus(new Vec(0.4, 0.05, -0.15)),
        0.28,
        0xD83028,
        1);
  }

  private void thread(Camera camera, Vec from, Vec to) {
    stroke(camera, from, to, 0.02, 0xE4E4E4, 0.5);
  }

  private void bar(Camera camera, Vec from, Vec to) {
    stroke(camera, from, to, POST, 0xF2F2F2, 1);
  }

  private void stroke(Camera camera, Vec from, Vec to, double width, int colour, double cover) {
    if (camera.sees(from) && camera.sees(to)) {
      double light = look.lightAt(from.x(), from.y());
      painter.strip(
          camera.column(from),
          camera.row(from),
          width * camera.focalPixels() / camera.depth(from),
          camera.column(to),
          camera.row(to),
          width * camera.focalPixels() / camera.depth(to),
          colour,
          light,
          cover);
    }
  }
}
