package com.footanalytics.vision.evaluate;

import java.util.OptionalDouble;

/**
 * Objects of a class whose centre was found to within a tolerance, counting detections above the
 * class's threshold. Says more than overlap about objects of a few pixels, such as a ball.
 *
 * @param labels labelled objects
 * @param detections detections above the threshold
 * @param hits pairs of a label and a detection
 */
public record CentreHits(int labels, int detections, int hits) {

  /** Tolerance in pixels of a picture 1080 pixels high; it grows and shrinks with the height. */
  public static final double TOLERANCE_PX_AT_1080 = 10;

  public OptionalDouble recall() {
    return ratio(labels);
  }

  public OptionalDouble precision() {
    return ratio(detections);
  }

  private OptionalDouble ratio(int whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / whole);
  }
}
