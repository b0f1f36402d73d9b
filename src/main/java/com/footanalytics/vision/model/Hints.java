package com.footanalytics.vision.model;

import java.util.List;
import java.util.Optional;

/**
 * What a person says about a graph.
 *
 * @param layout its family
 * @param classes names by index; empty if not said; the one word {@code coco} for COCO's
 * @param size of an input that the graph leaves open
 */
public record Hints(Optional<ExportLayout> layout, List<String> classes, Optional<Size> size) {

  /** Nothing is said. */
  public static final Hints NONE = new Hints(Optional.empty(), List.of(), Optional.empty());

  /**
   * A size in pixels.
   *
   * @param width at least 1
   * @param height at least 1
   */
  public record Size(int width, int height) {

    public Size {
      if (width < 1 || height < 1) {
        throw new IllegalArgumentException(
            "size: %dx%d (expected: both > 0)".formatted(width, height));
      }
    }

    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  public Hints {
    classes = List.copyOf(classes);
  }
}
