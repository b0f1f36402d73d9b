package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.protobuf.ByteString;
import inference.InferTensorContents;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferResponse;
import inference.ModelInferResponse.InferOutputTensor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Inference messages of the gRPC interface, made from tensors and read back. */
final class Messages {

  private Messages() {}

  /** A request with every tensor's bytes in {@code raw_input_contents}. */
  static ModelInferRequest.Builder raw(Model model, Tensor... inputs) {
    ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName(model.name());
    for (Tensor input : inputs) {
      request.addInputs(described(input)).addRawInputContents(input.raw());
    }
    return request;
  }

  /** A request with every tensor in the repeated field of its type. */
  static ModelInferRequest.Builder typed(Model model, Tensor... inputs) {
    ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName(model.name());
    for (Tensor input : inputs) {
      request.addInputs(described(input).setContents(contents(input)));
    }
    return request;
  }

  static InferInputTensor.Builder described(Tensor input) {
    return InferInputTensor.newBuilder()
        .setName(input.name())
        .setDatatype(input.datatype().name())
        .addAllShape(input.shape());
  }

  /** The outputs by name, raw or typed, as the server chose. */
  static Map<String, Tensor> outputs(ModelInferResponse response) {
    boolean raw = response.getRawOutputContentsCount() > 0;
    if (raw) {
      assertEquals(
          response.getOutputsCount(),
          response.getRawOutputContentsCount(),
          "raw contents, one for each output");
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (int i = 0; i < response.getOutputsCount(); i++) {
      InferOutputTensor output = response.getOutputs(i);
      Datatype datatype = Datatype.valueOf(output.getDatatype());
      ByteString bytes =
          raw
              ? response.getRawOutputContents(i)
              : datatype.encode(values(datatype, output.getContents()));
      outputs.put(
          output.getName(), new Tensor(output.getName(), datatype, output.getShapeList(), bytes));
    }
    return outputs;
  }

  /** The output of the name, which the response must have. */
  static Tensor output(ModelInferResponse response, String name) {
    Tensor tensor = outputs(response).get(name);
    return tensor != null ? tensor : fail("no output " + name + " in " + response.getOutputsList());
  }

  /** The status that the call must fail with. */
  static Status failure(Executable call) {
    return assertThrows(StatusRuntimeException.class, call).getStatus();
  }

  static InferTensorContents contents(Tensor tensor) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (JsonNode value : tensor.values()) {
      switch (tensor.datatype()) {
        case BOOL -> contents.addBoolContents(value.asBoolean());
        case INT8, INT16, INT32 -> contents.addIntContents(value.asInt());
        case INT64 -> contents.addInt64Contents(value.asLong());
        case UINT8, UINT16, UINT32 -> contents.addUintContents((int) value.asLong());
        case UINT64 -> contents.addUint64Contents(value.bigIntegerValue().longValue());
        case FP32 -> contents.addFp32Contents((float) value.asDouble());
        case FP64 -> contents.addFp64Contents(value.asDouble());
        case BYTES -> contents.addBytesContents(ByteString.copyFromUtf8(value.asText()));
        case FP16 -> throw new IllegalArgumentException("FP16 has raw contents only");
      }
    }
    return contents.build();
  }

  private static ArrayNode values(Datatype datatype, InferTensorContents contents) {
    List<?> values =
        switch (datatype) {
          case BOOL -> contents.getBoolContentsList();
          case INT8, INT16, INT32 -> contents.getIntContentsList();
          case INT64 -> contents.getInt64ContentsList();
          case UINT8, UINT16, UINT32 -> contents.getUintContentsList();
          case UINT64 -> contents.getUint64ContentsList();
          case FP32 -> contents.getFp32ContentsList();
          case FP64 -> contents.getFp64ContentsList();
          case BYTES ->
              contents.getBytesContentsList().stream().map(ByteString::toStringUtf8).toList();
          case FP16 -> throw new IllegalArgumentException("FP16 has raw contents only");
        };
    return Json.MAPPER.valueToTree(values);
  }
}
