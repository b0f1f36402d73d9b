package com.footanalytics.vision.evaluate;

/** COCO's size classes, by area in pixels of the picture, both ends included. */
public enum ObjectSize {
  ALL(0, 1e10),
  SMALL(0, 32 * 32),
  MEDIUM(32 * 32, 96 * 96),
  LARGE(96 * 96, 1e10);

  private final double least;
  private final double most;

  ObjectSize(double least, double most) {
    this.least = least;
    this.most = most;
  }

  boolean holds(double area) {
    return area >= least && area <= most;
  }
}
