package com.footanalytics.vision.grpc;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.infer.ByteElements;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.InferRequest;
import com.footanalytics.vision.oip.RequestRoom;
import inference.InferTensorContents;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads requests for inference off the wire. Their tensors lie in one piece of native memory, into
 * which they are copied once. Thread-safe.
 */
final class InferRequests {

  /** Each tensor begins at a multiple of it. */
  private static final long ALIGNMENT_BYTES = 64;

  private final NativePool pool;

  InferRequests(NativePool pool) {
    this.pool = pool;
  }

  /**
   * What is known of an input before its elements are looked at.
   *
   * @param offset of its first byte in the request's memory
   * @param bytes of all its elements
   */
  private record Place(DataType type, long elements, long offset, long bytes) {
    long end() {
      return offset + (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    }
  }

  /**
   * Reads a request. It is the receiver's to close.
   *
   * @throws FailureException if it contradicts itself, asks for what is not offered, or there is no
   *     room for its tensors
   */
  InferRequest read(ModelInferRequest wire, InferRequest.Origin origin) {
    checkOffered(wire);
    var parameters = InferParameters.read(wire.getParametersMap());
    List<Place> places = places(wire);
    long bytes = places.isEmpty() ? 0 : places.getLast().end();
    NativePool.Slab slab = RequestRoom.take(pool, bytes);
    try {
      return new InferRequest(
          wire.getModelName(),
          wire.getModelVersion(),
          parameters,
          tensors(wire, places, slab.memory()),
          wire.getOutputsList().stream().map(InferRequestedOutputTensor::getName).toList(),
          origin,
          slab::close);
    } catch (RuntimeException e) {
      slab.close();
      throw e;
    }
  }

  /** Whether a request brings its elements as lists of the wire's types. */
  static boolean isTyped(ModelInferRequest wire) {
    return wire.getInputsList().stream().anyMatch(InferInputTensor::hasContents);
  }

  private static void checkOffered(ModelInferRequest wire) {
    for (InferInputTensor input : wire.getInputsList()) {
      if (input.containsParameters("shared_memory_region")) {
        throw unsupported("input " + input.getName() + ": shared memory");
      }
    }
    for (InferRequestedOutputTensor output : wire.getOutputsList()) {
      if (output.containsParameters("shared_memory_region")) {
        throw unsupported("output " + output.getName() + ": shared memory");
      }
      if (output.containsParameters("classification")) {
        throw unsupported("output " + output.getName() + ": classification");
      }
    }
  }

  private static List<Place> places(ModelInferRequest wire) {
    int raw = wire.getRawInputContentsCount();
    if (raw > 0 && raw != wire.getInputsCount()) {
      throw invalid(
          "raw_input_contents: %d (expected: %d, one for each input)"
              .formatted(raw, wire.getInputsCount()));
    }
    var places = new ArrayList<Place>();
    long offset = 0;
    for (int i = 0; i < wire.getInputsCount(); i++) {
      InferInputTensor input = wire.getInputs(i);
      DataType type = type(input);
      long elements = elements(input);
      long bytes =
          raw > 0
              ? rawBytes(input, type, elements, wire.getRawInputContents(i).size())
              : typedBytes(input, type, elements);
      Place place = new Place(type, elements, offset, bytes);
      places.add(place);
      offset = place.end();
    }
    return places;
  }

  private static DataType type(InferInputTensor input) {
    try {
      return DataType.valueOf(input.getDatatype());
    } catch (IllegalArgumentException e) {
      throw invalid(
          "input %s: datatype '%s' (expected: one of %s)"
              .formatted(input.getName(), input.getDatatype(), List.of(DataType.values())));
    }
  }

  private static long elements(InferInputTensor input) {
    List<Long> shape = input.getShapeList();
    try {
      if (shape.stream().allMatch(length -> length >= 0)) {
        return Tensor.elements(shape);
      }
    } catch (ArithmeticException e) {
      // too many to count is refused like any other impossible shape
    }
    throw invalid(
        "input %s: shape %s (expected: lengths >= 0 of a tensor that fits)"
            .formatted(input.getName(), shape));
  }

  private static long rawBytes(InferInputTensor input, DataType type, long elements, int bytes) {
    if (input.hasContents()) {
      throw invalid(
          "input %s: contents beside raw_input_contents (expected: one way for all)"
              .formatted(input.getName()));
    }
    boolean fits =
        type == DataType.BYTES
            ? elements <= bytes / Integer.BYTES
            : bytes % type.bytes() == 0 && elements == bytes / type.bytes();
    if (!fits) {
      throw invalid(
          "input %s: %d bytes of raw_input_contents (expected: %d elements of %s)"
              .formatted(input.getName(), bytes, elements, type));
    }
    return bytes;
  }

  private static long typedBytes(InferInputTensor input, DataType type, long elements) {
    InferTensorContents contents = input.getContents();
    if (!TypedContents.exist(type) && elements > 0) {
      throw invalid(
          "input %s: %s without raw_input_contents (expected: with them)"
              .formatted(input.getName(), type));
    }
    int count = TypedContents.count(type, contents);
    if (count != elements || count != TypedContents.count(contents)) {
      throw invalid(
          "input %s: %d elements in its contents, %d of them %s (expected: %d)"
              .formatted(input.getName(), TypedContents.count(contents), count, type, elements));
    }
    return TypedContents.bytes(type, contents);
  }

  private static List<Tensor> tensors(
      ModelInferRequest wire, List<Place> places, MemorySegment memory) {
    var tensors = new ArrayList<Tensor>(places.size());
    for (int i = 0; i < places.size(); i++) {
      InferInputTensor input = wire.getInputs(i);
      Place place = places.get(i);
      ByteBuffer data =
          memory.asSlice(place.offset, place.bytes).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      if (wire.getRawInputContentsCount() > 0) {
        wire.getRawInputContents(i).copyTo(data);
        if (place.type == DataType.BYTES) {
          checkElements(input.getName(), data.flip(), place.elements);
        }
      } else {
        TypedContents.write(place.type, input.getContents(), data);
      }
      tensors.add(new Tensor(input.getName(), place.type, input.getShapeList(), data.rewind()));
    }
    return tensors;
  }

  private static void checkElements(String name, ByteBuffer data, long elements) {
    ByteElements found = ByteElements.in(data);
    int left = data.limit() - found.end();
    if (left >= Integer.BYTES) {
      throw invalid(
          "input %s: element %d of %d bytes where %d are left"
              .formatted(
                  name,
                  found.count(),
                  Integer.toUnsignedLong(data.getInt(found.end())),
                  left - Integer.BYTES));
    }
    if (found.count() != elements || left > 0) {
      throw invalid(
          "input %s: %d elements and %d bytes in its raw_input_contents (expected: %d elements)"
              .formatted(name, found.count(), left, elements));
    }
  }

  private static FailureException invalid(String message) {
    return new FailureException(Failure.Code.INVALID, message);
  }

  private static FailureException unsupported(String what) {
    return new FailureException(Failure.Code.UNSUPPORTED, what + " is not supported");
  }
}
