package com.footanalytics.vision.simulate;

/**
 * A tapered capsule: a part of a body.
 *
 * @param from one end, metres
 * @param fromRadius at that end, metres
 * @param to the other end
 * @param toRadius at the other end
 * @param colour 0xRRGGBB; where {@code shirt} it is the kit's pattern that counts
 * @param shirt whether the kit's pattern covers it
 */
record Limb(Vec from, double fromRadius, Vec to, double toRadius, int colour, boolean shirt) {

  Limb(Vec from, double fromRadius, Vec to, double toRadius, int colour) {
    this(from, fromRadius, to, toRadius, colour, false);
  }
}
