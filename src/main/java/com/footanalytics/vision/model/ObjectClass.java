package com.footanalytics.vision.model;

/**
 * A kind of object a model finds.
 *
 * @param name as results carry it
 * @param threshold score above which an object counts, 0 to 1
 * @param suppressionGroup classes of one group suppress each other where they overlap
 */
public record ObjectClass(String name, float threshold, int suppressionGroup) {

  public ObjectClass {
    if (name.isBlank() || !(threshold >= 0 && threshold <= 1) || suppressionGroup < 0) {
      throw new IllegalArgumentException(
          "class: '%s' threshold %s group %d (expected: a name, 0 to 1, >= 0)"
              .formatted(name, threshold, suppressionGroup));
    }
  }
}
