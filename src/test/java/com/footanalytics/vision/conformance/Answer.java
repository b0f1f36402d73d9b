package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A successful inference over HTTP: its object and its tensors, whichever way they came. */
record Answer(JsonNode json, Map<String, Tensor> outputs) {

  /** Reads a reply, which must be of a success and well formed. */
  static Answer of(Reply reply) {
    reply.succeeded();
    String header = reply.header(HttpApi.HEADER_LENGTH);
    int length = header.isEmpty() ? reply.body().size() : Integer.parseInt(header);
    assertTrue(
        length <= reply.body().size(), "the JSON's length is within the body's, not " + length);
    JsonNode json = Reply.parse(reply.body().substring(0, length));
    ByteString rest = reply.body().substring(length);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (JsonNode output : json.path("outputs")) {
      JsonNode size = output.path("parameters").path("binary_data_size");
      int bytes = size.asInt(0);
      assertTrue(bytes <= rest.size(), () -> "the body holds the bytes of " + output);
      Tensor tensor = read(output, size.isMissingNode() ? null : rest.substring(0, bytes));
      outputs.put(tensor.name(), tensor);
      rest = rest.substring(bytes);
    }
    assertEquals(0, rest.size(), "bytes after the last tensor");
    return new Answer(json, outputs);
  }

  Tensor output(String name) {
    Tensor tensor = outputs.get(name);
    return tensor != null ? tensor : fail("no output " + name + " in " + outputs.keySet());
  }

  /** The object that describes an output. */
  JsonNode described(String name) {
    for (JsonNode output : json.path("outputs")) {
      if (output.path("name").asText().equals(name)) {
        return output;
      }
    }
    return fail("no output " + name);
  }

  List<String> names() {
    return List.copyOf(outputs.keySet());
  }

  private static Tensor read(JsonNode output, @Nullable ByteString binary) {
    Datatype datatype = Datatype.valueOf(output.path("datatype").asText());
    List<Long> shape = new ArrayList<>();
    output.path("shape").forEach(dimension -> shape.add(dimension.asLong()));
    String name = output.path("name").asText();
    if (binary != null) {
      return new Tensor(name, datatype, shape, binary);
    }
    assertTrue(output.path("data").isArray(), () -> "an array of data in " + output);
    return Tensor.of(name, datatype, shape, output.path("data"));
  }
}
