package com.footanalytics.vision.infer;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * A dense row-major float32 tensor.
 *
 * @param shape length of each axis
 * @param values elements from index 0; as many as the shape says
 */
public record FloatTensor(List<Integer> shape, FloatBuffer values) {

  public FloatTensor {
    shape = List.copyOf(shape);
    int elements = shape.stream().reduce(1, Math::multiplyExact);
    if (values.limit() != elements) {
      throw new IllegalArgumentException(
          "tensor: %d values (expected: %d for shape %s)"
              .formatted(values.limit(), elements, shape));
    }
  }
}
