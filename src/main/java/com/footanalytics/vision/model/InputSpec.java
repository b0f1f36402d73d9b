package com.footanalytics.vision.model;

/**
 * The picture a model takes: uint8, NHWC, RGB, letterboxed with the content in the top-left corner.
 *
 * @param name name of the input tensor
 * @param width pixels
 * @param height pixels
 * @param fill value of every channel where no content lies, 0 to 255
 */
public record InputSpec(String name, int width, int height, int fill) {

  public InputSpec {
    if (width < 1 || height < 1 || fill < 0 || fill > 255) {
      throw new IllegalArgumentException(
          "input: %dx%d fill %d (expected: positive size, fill 0 to 255)"
              .formatted(width, height, fill));
    }
  }

  /** Bytes of one picture: height x width x 3. */
  public int bytesPerPicture() {
    return Math.multiplyExact(Math.multiplyExact(width, height), 3);
  }
}
