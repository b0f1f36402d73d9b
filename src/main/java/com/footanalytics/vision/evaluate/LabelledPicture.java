package com.footanalytics.vision.evaluate;

import java.nio.file.Path;
import java.util.List;

/**
 * A picture with everything in it that is to be found.
 *
 * @param file the picture
 * @param width pixels
 * @param height pixels
 * @param truths the labelled objects
 */
public record LabelledPicture(Path file, int width, int height, List<GroundTruth> truths) {

  public LabelledPicture {
    truths = List.copyOf(truths);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "picture: %s is %dx%d (expected: positive size)".formatted(file, width, height));
    }
  }
}
