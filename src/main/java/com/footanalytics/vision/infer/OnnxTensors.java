package com.footanalytics.vision.infer;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtUtil;
import ai.onnxruntime.TensorInfo;
import com.footanalytics.vision.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;

/** Tensors as ONNX Runtime's, and back. */
final class OnnxTensors {

  private OnnxTensors() {}

  /**
   * A tensor of ONNX Runtime over the same memory where it can be read as it lies, else over a
   * copy.
   *
   * @return the caller closes it
   * @throws ModelException if the elements are not as many as the shape says, or not of the type
   */
  static OnnxTensor of(Tensor tensor, OrtEnvironment environment) throws OrtException {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    DataType type = tensor.type();
    if (type == DataType.BYTES) {
      return OnnxTensor.createTensor(environment, TextElements.read(tensor, tensor.count()), shape);
    }
    ByteBuffer data = elements(tensor);
    return switch (type) {
      case BOOL -> {
        requireBooleans(tensor, data);
        yield OnnxTensor.createTensor(environment, data, shape, OnnxJavaType.BOOL);
      }
      case UINT8 -> OnnxTensor.createTensor(environment, data, shape, OnnxJavaType.UINT8);
      case INT8 -> OnnxTensor.createTensor(environment, data, shape, OnnxJavaType.INT8);
      case INT16 ->
          OnnxTensor.createTensor(environment, data.asShortBuffer(), shape, OnnxJavaType.INT16);
      case FP16 ->
          OnnxTensor.createTensor(environment, data.asShortBuffer(), shape, OnnxJavaType.FLOAT16);
      case BF16 ->
          OnnxTensor.createTensor(environment, data.asShortBuffer(), shape, OnnxJavaType.BFLOAT16);
      case INT32 -> OnnxTensor.createTensor(environment, data.asIntBuffer(), shape);
      case INT64 -> OnnxTensor.createTensor(environment, data.asLongBuffer(), shape);
      case FP32 -> OnnxTensor.createTensor(environment, data.asFloatBuffer(), shape);
      case FP64 -> OnnxTensor.createTensor(environment, data.asDoubleBuffer(), shape);
      case UINT16, UINT32, UINT64, BYTES ->
          throw new ModelException(
              tensor.name() + ": " + type + " cannot be handed to ONNX Runtime from Java");
    };
  }

  /** A copy of an output, with its exact bits. */
  static Tensor copy(String name, OnnxTensor output) throws OrtException {
    TensorInfo info = output.getInfo();
    DataType type =
        OnnxSignature.type(info)
            .orElseThrow(() -> new ModelException(name + ": is " + info.onnxType));
    List<Long> shape = LongStream.of(info.getShape()).boxed().toList();
    if (Tensor.elements(shape) == 0) {
      return new Tensor(name, type, shape, ByteBuffer.allocate(0));
    }
    return new Tensor(
        name,
        type,
        shape,
        type == DataType.BYTES
            ? TextElements.write(texts(output.getValue()))
            : requireNonNull(output.getByteBuffer()));
  }

  private static String[] texts(Object value) {
    return value instanceof String text ? new String[] {text} : OrtUtil.flattenString(value);
  }

  /** The elements, copied if they do not lie where their type can be read. */
  private static ByteBuffer elements(Tensor tensor) {
    ByteBuffer data = tensor.checkedData();
    return !data.isDirect() || data.alignmentOffset(0, tensor.type().bytes()) == 0
        ? data
        : ByteBuffer.allocateDirect(data.remaining())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(data)
            .flip();
  }

  private static void requireBooleans(Tensor tensor, ByteBuffer data) {
    for (int i = 0; i < data.limit(); i++) {
      byte value = data.get(i);
      if ((value & ~1) != 0) {
        throw new ModelException(
            "%s: BOOL element %d is %d (expected: 0 or 1)"
                .formatted(tensor.name(), i, value & 0xFF));
      }
    }
  }
}
