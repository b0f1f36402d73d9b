package com.footanalytics.vision.simulate;

/**
 * The pitch's lines and goals, metres; sizes are those of the Laws of the Game, Law 1.
 *
 * @param halfLength from the centre to a goal line
 * @param halfWidth from the centre to a touchline
 */
record Pitch(double halfLength, double halfWidth) {

  static final double LINE = 0.12;
  static final double CIRCLE = 9.15;
  static final double AREA_DEPTH = 16.5;
  static final double AREA_HALF_WIDTH = 20.16;
  static final double GOAL_AREA_DEPTH = 5.5;
  static final double GOAL_AREA_HALF_WIDTH = 9.16;
  static final double SPOT = 11;
  static final double GOAL_HALF_WIDTH = 3.66;
  static final double GOAL_HEIGHT = 2.44;
  static final double GOAL_DEPTH = 2;

  /** Grass beyond the lines. */
  static final double MARGIN = 4.5;

  boolean holds(double x, double y) {
    return Math.abs(x) <= halfLength && Math.abs(y) <= halfWidth;
  }
}
