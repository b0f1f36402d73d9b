package com.footanalytics.vision.http;

import com.footanalytics.vision.infer.ByteElements;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.FailureException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What a tensor is said to be, before its data are looked at.
 *
 * @param elements of the shape
 */
record TensorForm(String name, DataType type, List<Long> shape, long elements) {

  static final int LENGTH_BYTES = Integer.BYTES;

  /**
   * Counts the elements.
   *
   * @throws FailureException if a long cannot count them or their bytes
   */
  static TensorForm of(String name, DataType type, List<Long> shape) {
    try {
      long elements = shape.contains(0L) ? 0 : Tensor.elements(shape);
      Math.multiplyExact(elements, Math.max(type.bytes(), LENGTH_BYTES));
      return new TensorForm(name, type, shape, elements);
    } catch (ArithmeticException _) {
      throw Json.invalid(
          "input %s: shape %s (expected: less than 2^63 bytes)".formatted(name, shape));
    }
  }

  /** Bytes of the data; of {@code BYTES} the least. */
  long bytes() {
    return elements * (type == DataType.BYTES ? LENGTH_BYTES : type.bytes());
  }

  /**
   * The tensor with its data.
   *
   * @throws FailureException if the data are not of this form
   */
  Tensor with(ByteBuffer data) {
    ByteBuffer little = data.order(ByteOrder.LITTLE_ENDIAN);
    if (type == DataType.BYTES) {
      checkElements(little);
    } else if (little.remaining() != bytes()) {
      throw unexpectedSize(little.remaining());
    } else if (type == DataType.BOOL) {
      checkBooleans(little);
    }
    return new Tensor(name, type, shape, little);
  }

  FailureException unexpectedSize(long bytes) {
    return refuse(
        "unexpected size for input: %d bytes (expected: %s%d)"
            .formatted(bytes, type == DataType.BYTES ? "at least " : "", bytes()));
  }

  FailureException refuse(String reason) {
    return Json.invalid("input %s of %s %s: %s".formatted(name, type, shape, reason));
  }

  private void checkElements(ByteBuffer data) {
    ByteElements found = ByteElements.in(data);
    if (found.end() != data.limit()) {
      throw refuse(
          "unexpected size for input: element %d ends after the data do".formatted(found.count()));
    }
    if (found.count() != elements) {
      throw refuse(
          "unexpected size for input: %d elements (expected: %d)"
              .formatted(found.count(), elements));
    }
  }

  private void checkBooleans(ByteBuffer data) {
    for (int i = data.position(); i < data.limit(); i++) {
      if ((data.get(i) & ~1) != 0) {
        throw refuse("byte %d is %d (expected: 0 or 1)".formatted(i, data.get(i) & 0xFF));
      }
    }
  }
}
