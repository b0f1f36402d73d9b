package com.footanalytics.vision.model;

import java.util.Optional;

/**
 * The picture a model takes.
 *
 * @param name name of the input tensor
 * @param width pixels
 * @param height pixels
 * @param fit how pictures of another shape lie in it
 * @param fill level of every channel where no content lies, 0 to 255
 * @param pixels what the levels become
 * @param sizeInput name of a second input, int64 {@code [N, 2]}, that takes width and height of
 *     each picture, in whose units the model then answers
 */
public record InputSpec(
    String name,
    int width,
    int height,
    Fit fit,
    int fill,
    PixelFormat pixels,
    Optional<String> sizeInput) {

  public InputSpec {
    if (width < 1 || height < 1 || fill < 0 || fill > 255) {
      throw new IllegalArgumentException(
          "input: %dx%d fill %d (expected: positive size, fill 0 to 255)"
              .formatted(width, height, fill));
    }
    if (pixels.element() == PixelFormat.Element.UINT8 && !pixels.equals(PixelFormat.LEVELS)) {
      throw new IllegalArgumentException(
          "input: uint8 %s %s (expected: uint8 NHWC RGB without scale, mean and std)"
              .formatted(pixels.layout(), pixels.colour()));
    }
  }

  /** A picture of levels, uint8 NHWC RGB, content in the top-left corner. */
  public InputSpec(String name, int width, int height, int fill) {
    this(name, width, height, Fit.TOP_LEFT, fill, PixelFormat.LEVELS, Optional.empty());
  }

  /** Bytes of one picture as the pipeline carries it: height x width x 3 levels. */
  public int bytesPerPicture() {
    return Math.multiplyExact(Math.multiplyExact(width, height), 3);
  }
}
