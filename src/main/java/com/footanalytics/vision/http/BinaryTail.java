package com.footanalytics.vision.http;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.FailureException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What follows the JSON of a request: tensors in binary, one behind the other. For one thread. */
final class BinaryTail {

  static final String HEADER = "Inference-Header-Content-Length";

  private final @Nullable MemorySegment memory;
  private long position;

  /**
   * @param memory the tail; null if the request has no {@link #HEADER}
   */
  BinaryTail(@Nullable MemorySegment memory) {
    this.memory = memory;
  }

  /**
   * The next tensor; its data lie in the tail.
   *
   * @param bytes as the request says
   * @throws FailureException if they are not there, or not what the form says
   */
  Tensor take(TensorForm form, long bytes) {
    if (memory == null) {
      throw form.refuse("has a binary_data_size, but the header " + HEADER + " is missing");
    }
    if (form.type() != DataType.BYTES && bytes != form.bytes()) {
      throw form.unexpectedSize(bytes);
    }
    if (bytes > memory.byteSize() - position) {
      throw form.refuse(
          "unexpected size for input: %d bytes are left in the body (expected: %d)"
              .formatted(memory.byteSize() - position, bytes));
    }
    MemorySegment data = memory.asSlice(position, bytes);
    position += bytes;
    return form.with(data.asByteBuffer());
  }

  /**
   * Nothing more is taken.
   *
   * @throws FailureException if something is left
   */
  void end() {
    if (memory != null && position != memory.byteSize()) {
      throw Json.invalid(
          "%d bytes of the body belong to no input".formatted(memory.byteSize() - position));
    }
  }

  /** Whether any tensor lies in the tail. */
  boolean isUsed() {
    return position > 0;
  }
}
