package com.footanalytics.vision.evaluate;

/** The overlaps at which COCO calls an object found: 0.50, 0.55, ... 0.95. */
final class IouThresholds {

  static final int COUNT = 10;
  static final int AT_50 = 0;
  static final int AT_75 = 5;

  private static final double FIRST = 0.5;
  private static final double LAST = 0.95;

  private IouThresholds() {}

  static double at(int index) {
    return index == COUNT - 1 ? LAST : index * ((LAST - FIRST) / (COUNT - 1)) + FIRST;
  }
}
