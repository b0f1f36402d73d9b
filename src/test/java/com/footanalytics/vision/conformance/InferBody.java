package com.footanalytics.vision.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;

/** The body of an inference request over HTTP; built up by one thread. */
final class InferBody {

  private final ObjectNode json = Json.MAPPER.createObjectNode();
  private final ArrayNode inputs = json.putArray("inputs");
  private ByteString binary = ByteString.EMPTY;
  private boolean hasBinary;

  /** A request with its inputs in JSON. */
  static InferBody of(Tensor... inputs) {
    InferBody body = new InferBody();
    for (Tensor input : inputs) {
      body.describe(input).set("data", input.values());
    }
    return body;
  }

  /** A request with its inputs in JSON, arrays within arrays. */
  static InferBody nested(Tensor... inputs) {
    InferBody body = new InferBody();
    for (Tensor input : inputs) {
      body.describe(input).set("data", Json.nested(input.values(), input.shape()));
    }
    return body;
  }

  /** A request with its inputs behind the JSON. */
  static InferBody binary(Tensor... inputs) {
    InferBody body = new InferBody();
    for (Tensor input : inputs) {
      body.addBinary(input);
    }
    return body;
  }

  InferBody addBinary(Tensor input) {
    describe(input).putObject("parameters").put("binary_data_size", input.raw().size());
    binary = binary.concat(input.raw());
    hasBinary = true;
    return this;
  }

  InferBody id(String id) {
    json.put("id", id);
    return this;
  }

  /** Adds parameters, written as a JSON object. */
  InferBody parameters(String object) {
    json.set("parameters", Json.of(object));
    return this;
  }

  InferBody output(String name) {
    json.withArray("outputs").addObject().put("name", name);
    return this;
  }

  InferBody output(String name, boolean asBinary) {
    json.withArray("outputs")
        .addObject()
        .put("name", name)
        .putObject("parameters")
        .put("binary_data", asBinary);
    return this;
  }

  /** The request object, for tests to bend. */
  ObjectNode json() {
    return json;
  }

  /** The first input's object, for tests to bend. */
  ObjectNode firstInput() {
    return (ObjectNode) inputs.get(0);
  }

  boolean hasBinary() {
    return hasBinary;
  }

  int headerLength() {
    return jsonBytes().length;
  }

  /** The JSON and the tensors behind it. */
  byte[] bytes() {
    return ByteString.copyFrom(jsonBytes()).concat(binary).toByteArray();
  }

  private byte[] jsonBytes() {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode describe(Tensor input) {
    ObjectNode object =
        inputs.addObject().put("name", input.name()).put("datatype", input.datatype().name());
    ArrayNode shape = object.putArray("shape");
    input.shape().forEach(shape::add);
    return object;
  }
}
