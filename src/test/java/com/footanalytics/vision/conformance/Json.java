package com.footanalytics.vision.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** JSON values written by hand, and tensors' data nested or flat. */
final class Json {

  static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  static JsonNode of(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The numbers from {@code first} on, as many as {@code count}. */
  static ArrayNode range(int first, int count) {
    ArrayNode values = MAPPER.createArrayNode();
    for (int i = 0; i < count; i++) {
      values.add(first + i);
    }
    return values;
  }

  /** The elements in row-major order, however deep they are nested. */
  static ArrayNode flat(JsonNode data) {
    ArrayNode values = MAPPER.createArrayNode();
    flatten(data, values);
    return values;
  }

  /** Flat elements as arrays within arrays of the given shape. */
  static JsonNode nested(ArrayNode flat, List<Long> shape) {
    ArrayNode level = flat;
    for (int dimension = shape.size() - 1; dimension > 0; dimension--) {
      long size = shape.get(dimension);
      ArrayNode above = MAPPER.createArrayNode();
      ArrayNode row = MAPPER.createArrayNode();
      for (JsonNode element : level) {
        row.add(element);
        if (row.size() == size) {
          above.add(row);
          row = MAPPER.createArrayNode();
        }
      }
      level = above;
    }
    return level;
  }

  private static void flatten(JsonNode data, ArrayNode into) {
    if (data.isArray()) {
      data.forEach(element -> flatten(element, into));
    } else {
      into.add(data);
    }
  }
}
