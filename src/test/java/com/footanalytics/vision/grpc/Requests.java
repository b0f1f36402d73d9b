package com.footanalytics.vision.grpc;

import com.footanalytics.vision.oip.TestingTensorModels;
import com.google.protobuf.ByteString;
import inference.InferTensorContents;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The requests that several tests make. */
final class Requests {

  private Requests() {}

  static ModelInferRequest.Builder to(String model) {
    return ModelInferRequest.newBuilder().setModelName(model);
  }

  static InferInputTensor.Builder input(String name, String type, Long... shape) {
    return InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype(type)
        .addAllShape(List.of(shape));
  }

  /** {@code identity} of some floats, as bytes. */
  static ModelInferRequest raw(String id, float... elements) {
    return to(TestingTensorModels.IDENTITY)
        .setId(id)
        .addInputs(input("x", "FP32", (long) elements.length))
        .addRawInputContents(floats(elements))
        .build();
  }

  /** {@code identity} of some floats, as a list. */
  static ModelInferRequest typed(String id, float... elements) {
    var contents = InferTensorContents.newBuilder();
    for (float element : elements) {
      contents.addFp32Contents(element);
    }
    return to(TestingTensorModels.IDENTITY)
        .setId(id)
        .addInputs(input("x", "FP32", (long) elements.length).setContents(contents))
        .build();
  }

  /** {@code pair} of two rows of 16 numbers, one all {@code left}, one all {@code right}. */
  static ModelInferRequest pair(int left, int right) {
    return to(TestingTensorModels.PAIR)
        .addInputs(input("INPUT0", "INT32", 1L, 16L))
        .addInputs(input("INPUT1", "INT32", 1L, 16L))
        .addRawInputContents(sixteen(left))
        .addRawInputContents(sixteen(right))
        .build();
  }

  static ByteString sixteen(int number) {
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putInt(number);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  static ByteString floats(float... elements) {
    ByteBuffer bytes =
        ByteBuffer.allocate(elements.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(elements);
    return ByteString.copyFrom(bytes);
  }
}
