package com.footanalytics.vision.preprocess;

import com.footanalytics.vision.model.InputSpec;

/**
 * How a display picture lies in a model's input: scaled with its shape kept, top-left corner on
 * top-left corner, the rest filled.
 *
 * @param displayWidth pixels of the source after rotation
 * @param displayHeight pixels of the source after rotation
 * @param contentWidth input pixels the source covers, from the left edge
 * @param contentHeight input pixels the source covers, from the top edge
 */
public record Letterbox(int displayWidth, int displayHeight, int contentWidth, int contentHeight) {

  /**
   * The largest placement that fits.
   *
   * @param sampleAspect width over height of one display pixel; pictures with other than square
   *     pixels are stretched to their true shape on the way in
   */
  public static Letterbox fit(
      int displayWidth, int displayHeight, double sampleAspect, InputSpec input) {
    double trueWidth = displayWidth * sampleAspect;
    double scale = Math.min(input.width() / trueWidth, input.height() / (double) displayHeight);
    return new Letterbox(
        displayWidth,
        displayHeight,
        clamp(Math.round(trueWidth * scale), input.width()),
        clamp(Math.round(displayHeight * scale), input.height()));
  }

  /** The display column of an input column; pixel edges map to pixel edges. */
  public float displayX(float inputX) {
    return Math.clamp(inputX * displayWidth / contentWidth, 0, displayWidth);
  }

  /** The display row of an input row; pixel edges map to pixel edges. */
  public float displayY(float inputY) {
    return Math.clamp(inputY * displayHeight / contentHeight, 0, displayHeight);
  }

  private static int clamp(long length, int limit) {
    return (int) Math.clamp(length, 1, limit);
  }
}
