package com.footanalytics.vision.model;

import java.util.Locale;

/** How a picture of another shape is laid into a model's input. */
public enum Fit {
  /** Scaled with its shape kept, in the top-left corner; the rest is filled. */
  TOP_LEFT,
  /** Scaled with its shape kept, in the middle; the rest is filled. */
  CENTRE,
  /** Scaled to the input's size, each axis by its own factor. */
  STRETCH;

  /** The form manifests carry, such as {@code top-left}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
