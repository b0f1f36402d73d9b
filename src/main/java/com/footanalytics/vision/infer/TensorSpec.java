package com.footanalytics.vision.infer;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says of one input or output.
 *
 * @param name its name
 * @param type of its elements
 * @param shape length of each axis; {@link #OPEN} where a run decides; empty for a single element,
 *     and where the model says nothing of the shape
 */
public record TensorSpec(String name, DataType type, List<Long> shape) {

  /** Length of an axis that the model leaves open. */
  public static final long OPEN = -1;

  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Whether rows of several requests can lie in one tensor: the first axis is open. */
  public boolean takesBatches() {
    return !shape.isEmpty() && shape.getFirst() == OPEN;
  }

  /** Whether a tensor may have that shape. */
  public boolean allows(List<Long> actual) {
    return actual.stream().allMatch(length -> length >= 0)
        && (shape.isEmpty()
            || shape.size() == actual.size()
                && IntStream.range(0, shape.size())
                    .allMatch(axis ->
                        shape.get(axis) == OPEN || shape.get(axis).equals(actual.get(axis))));
  }

  /** The form messages carry, such as {@code INPUT0 INT32 [-1, 16]}. */
  @Override
  public String toString() {
    return name + " " + type + " " + shape;
  }
}
