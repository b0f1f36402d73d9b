package com.footanalytics.vision.postprocess;

import com.footanalytics.vision.model.ModelException;

/** Class indices as models answer them. */
final class Labels {

  private Labels() {}

  /**
   * The index of a class.
   *
   * @param label as the model answered it
   * @throws ModelException if the manifest has no such class
   */
  static int checked(float label, int classes) {
    int type = Math.round(label);
    if (type < 0 || type >= classes) {
      throw new ModelException(
          "output: an object of class %d (expected: 0 to %d, as the manifest has %d classes)"
              .formatted(type, classes - 1, classes));
    }
    return type;
  }
}
