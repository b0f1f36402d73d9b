package com.footanalytics.vision.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.footanalytics.vision.oip.FailureException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the object {@code parameters}, and picks from it. */
final class ParameterReader {
  private static final int MAX_PARAMETERS = 256;
  private static final int MAX_CHARACTERS = 1 << 16;

  private ParameterReader() {}

  /**
   * Strings, longs, doubles and booleans by name.
   *
   * @param parser at the value; at its end afterwards
   * @throws FailureException if it is something else
   */
  static Map<String, Object> read(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    Json.expect(parser, JsonToken.START_OBJECT, "parameters", "an object");
    var parameters = new HashMap<String, Object>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (parameters.put(name, value(parser, name)) != null) {
        throw Json.invalid("parameters: " + name + " is there twice");
      }
      if (parameters.size() > MAX_PARAMETERS) {
        throw Json.invalid("parameters: too many (expected: at most " + MAX_PARAMETERS + ")");
      }
    }
    return parameters;
  }

  /** A boolean; null if absent. */
  static @Nullable Boolean flag(Map<String, Object> parameters, String name) {
    Object value = parameters.get(name);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    throw Json.invalid("parameter %s: %s (expected: true or false)".formatted(name, value));
  }

  /** A number of bytes; -1 if absent. */
  static long size(Map<String, Object> parameters, String name) {
    return switch (parameters.get(name)) {
      case null -> -1;
      case Long size when size >= 0 -> size;
      case Object other ->
          throw Json.invalid(
              "parameter %s: %s (expected: a whole number of bytes)".formatted(name, other));
    };
  }

  private static Object value(JsonParser parser, String name) throws IOException {
    String what = "parameter " + name;
    return switch (parser.currentToken()) {
      case VALUE_STRING -> Json.text(parser, what, MAX_CHARACTERS);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          throw Json.invalid(what + ": out of range (expected: a signed 64-bit number)");
        }
        yield parser.getLongValue();
      }
      case VALUE_NUMBER_FLOAT -> {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
          throw Json.invalid(what + ": out of range (expected: a 64-bit number)");
        }
        yield value;
      }
      case NOT_AVAILABLE,
          START_OBJECT,
          END_OBJECT,
          START_ARRAY,
          END_ARRAY,
          FIELD_NAME,
          VALUE_EMBEDDED_OBJECT,
          VALUE_NULL ->
          throw Json.refuse(what, parser.currentToken(), "a string, number or boolean");
    };
  }
}
