package com.footanalytics.vision.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.protobuf.ByteString;
import java.util.List;

/** A named tensor; equal to another when every bit of it is. */
record Tensor(String name, Datatype datatype, List<Long> shape, ByteString raw) {

  Tensor {
    shape = List.copyOf(shape);
  }

  static Tensor of(String name, Datatype datatype, List<Long> shape, JsonNode data) {
    return new Tensor(name, datatype, shape, datatype.encode(Json.flat(data)));
  }

  /** The same under the name that an output gives it. */
  Tensor named(String other) {
    return new Tensor(other, datatype, shape, raw);
  }

  ArrayNode values() {
    return datatype.decode(raw);
  }

  @Override
  public String toString() {
    return "%s %s %s %s"
        .formatted(
            name, datatype, shape, raw.size() > 1000 ? raw.size() + " bytes" : values().toString());
  }
}
