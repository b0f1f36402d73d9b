package com.footanalytics.vision.infer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A dense row-major tensor.
 *
 * @param name of the input or output
 * @param type of its elements
 * @param shape length of each axis
 * @param data the elements from position 0 to the limit, little-endian; who made the tensor says
 *     how long they stay
 */
public record Tensor(String name, DataType type, List<Long> shape, ByteBuffer data) {
  public Tensor {
    shape = List.copyOf(shape);
    data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The elements of a shape.
   *
   * @throws ArithmeticException if a long cannot count them
   */
  public static long elements(List<Long> shape) {
    long elements = 1;
    for (long length : shape) {
      elements = Math.multiplyExact(elements, length);
    }
    return elements;
  }
}
