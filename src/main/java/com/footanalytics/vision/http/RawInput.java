package com.footanalytics.vision.http;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.ModelConfiguration;
import com.footanalytics.vision.oip.TensorMetadata;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A request that is nothing but the data of its model's only input, in a batch of one. */
final class RawInput {
  private static final long OPEN = -1;

  private RawInput() {}

  /**
   * The request, with all outputs in binary.
   *
   * @param memory whose body the data are
   * @throws FailureException if the model or the data do not allow it
   */
  static InferMessage read(RequestMemory memory, ModelConfiguration model) {
    if (model.inputs().size() != 1) {
      throw Json.invalid(
          "model %s: %d inputs (expected for a raw binary request: 1)"
              .formatted(model.name(), model.inputs().size()));
    }
    TensorMetadata input = model.inputs().getFirst();
    Tensor tensor =
        input.type() == DataType.BYTES
            ? element(memory, model, input)
            : numbers(memory.body(), model, input);
    return new InferMessage(null, Collections.emptyMap(), List.of(tensor), List.of(), true);
  }

  private static Tensor numbers(
      MemorySegment body, ModelConfiguration model, TensorMetadata input) {
    long open = input.shape().stream().filter(length -> length == OPEN).count();
    if (open > 1) {
      throw Json.invalid(
          "input %s: shape %s (expected for a raw binary request: at most one open axis)"
              .formatted(input.name(), input.shape()));
    }
    TensorForm one = TensorForm.of(input.name(), input.type(), shape(model, input, 1));
    long length = one.bytes() == 0 ? 0 : body.byteSize() / one.bytes();
    return TensorForm.of(input.name(), input.type(), shape(model, input, length))
        .with(body.asByteBuffer());
  }

  private static Tensor element(
      RequestMemory memory, ModelConfiguration model, TensorMetadata input) {
    TensorForm form = TensorForm.of(input.name(), input.type(), shape(model, input, 1));
    if (form.elements() != 1) {
      throw Json.invalid(
          "input %s: shape %s (expected for a raw binary request: one element)"
              .formatted(input.name(), input.shape()));
    }
    MemorySegment body = memory.body();
    MemorySegment copy = memory.take(TensorForm.LENGTH_BYTES + body.byteSize());
    ByteBuffer data = copy.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(0, (int) body.byteSize());
    MemorySegment.copy(body, 0, copy, TensorForm.LENGTH_BYTES, body.byteSize());
    return form.with(data);
  }

  private static List<Long> shape(ModelConfiguration model, TensorMetadata input, long open) {
    var shape = new ArrayList<Long>();
    if (model.maxBatchSize() > 0) {
      shape.add(1L);
    }
    input.shape().forEach(length -> shape.add(length == OPEN ? open : length));
    return shape;
  }
}
