package com.footanalytics.vision.model;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param name name
 * @param element type of the elements, such as {@code float32} or {@code int64}
 * @param shape length of each axis; {@link #OPEN} where only a run decides
 */
public record TensorDescription(String name, String element, List<Integer> shape) {

  /** Length of an axis that the graph leaves open. */
  public static final int OPEN = -1;

  public TensorDescription {
    shape = List.copyOf(shape);
  }

  boolean isFloat() {
    return element.equals("float32");
  }

  /** Whether it has that many axes. */
  boolean hasRank(int rank) {
    return shape.size() == rank;
  }

  /** The form messages carry, such as {@code images float32 [N, 3, 416, 416]}. */
  @Override
  public String toString() {
    return "%s %s %s"
        .formatted(
            name,
            element,
            shape.stream().map(length -> length == OPEN ? "N" : length.toString()).toList());
  }
}
