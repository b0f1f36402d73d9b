package com.footanalytics.vision.preprocess;

import com.footanalytics.vision.model.InputSpec;

/**
 * How a display picture lies in a model's input: scaled to a rectangle of it, the rest filled.
 *
 * @param displayWidth pixels of the source after rotation
 * @param displayHeight pixels of the source after rotation
 * @param contentWidth input pixels the source covers
 * @param contentHeight input pixels the source covers
 * @param left input pixels left of the content
 * @param top input pixels above the content
 */
public record Letterbox(
    int displayWidth, int displayHeight, int contentWidth, int contentHeight, int left, int top) {

  /** Content in the top-left corner. */
  public Letterbox(int displayWidth, int displayHeight, int contentWidth, int contentHeight) {
    this(displayWidth, displayHeight, contentWidth, contentHeight, 0, 0);
  }

  /**
   * The placement the input asks for; where the shape is kept, the largest that fits.
   *
   * @param sampleAspect width over height of one display pixel; pictures with other than square
   *     pixels are stretched to their true shape on the way in
   */
  public static Letterbox fit(
      int displayWidth, int displayHeight, double sampleAspect, InputSpec input) {
    double trueWidth = displayWidth * sampleAspect;
    double scale = Math.min(input.width() / trueWidth, input.height() / (double) displayHeight);
    int width = clamp(Math.round(trueWidth * scale), input.width());
    int height = clamp(Math.round(displayHeight * scale), input.height());
    return switch (input.fit()) {
      case TOP_LEFT -> new Letterbox(displayWidth, displayHeight, width, height);
      case CENTRE ->
          new Letterbox(
              displayWidth,
              displayHeight,
              width,
              height,
              (input.width() - width) / 2,
              (input.height() - height) / 2);
      case STRETCH -> new Letterbox(displayWidth, displayHeight, input.width(), input.height());
    };
  }

  /** The display column of an input column; pixel edges map to pixel edges. */
  public float displayX(float inputX) {
    return Math.clamp((inputX - left) * displayWidth / contentWidth, 0, displayWidth);
  }

  /** The display row of an input row; pixel edges map to pixel edges. */
  public float displayY(float inputY) {
    return Math.clamp((inputY - top) * displayHeight / contentHeight, 0, displayHeight);
  }

  private static int clamp(long length, int limit) {
    return (int) Math.clamp(length, 1, limit);
  }
}
