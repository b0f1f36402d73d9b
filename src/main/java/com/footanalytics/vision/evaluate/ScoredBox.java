package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;

/**
 * A detection of a known class.
 *
 * @param box where it was found, in pixels of the picture
 * @param score confidence, 0 to 1
 */
record ScoredBox(PixelBox box, double score) {

  static ScoredBox of(Detection detection) {
    Box box = detection.box();
    return new ScoredBox(
        new PixelBox(
            box.x1(), box.y1(), (double) box.x2() - box.x1(), (double) box.y2() - box.y1()),
        detection.score());
  }
}
