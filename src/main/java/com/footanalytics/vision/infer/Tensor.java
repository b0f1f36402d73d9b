package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.ModelException;
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

  /**
   * The elements, after they were found to be as many as the shape says.
   *
   * @return from position 0, little-endian
   * @throws ModelException if they are more or fewer
   */
  ByteBuffer checkedData() {
    ByteBuffer elements = data.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(0);
    long count = count();
    if (elements.remaining() / type.bytes() != count || elements.remaining() % type.bytes() != 0) {
      throw new ModelException(
          "%s: %d bytes (expected: %d elements of %s of %d bytes, as the shape %s says)"
              .formatted(name, elements.remaining(), count, type, type.bytes(), shape));
    }
    return elements;
  }

  /**
   * The elements that the shape says.
   *
   * @throws ModelException if a long cannot count them
   */
  long count() {
    try {
      return elements(shape);
    } catch (ArithmeticException e) {
      throw new ModelException("%s: shape %s (expected: fewer elements)".formatted(name, shape), e);
    }
  }
}
