package com.footanalytics.vision.grpc;

import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import inference.InferParameter;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a request. */
final class InferParameters {

  private InferParameters() {}

  /**
   * Parameters as strings, longs, doubles and booleans.
   *
   * @throws FailureException if one has no value or one that a long cannot hold
   */
  static Map<String, Object> read(Map<String, InferParameter> wire) {
    var parameters = new HashMap<String, Object>();
    wire.forEach((name, parameter) -> parameters.put(name, value(name, parameter)));
    return parameters;
  }

  private static Object value(String name, InferParameter parameter) {
    return switch (parameter.getParameterChoiceCase()) {
      case BOOL_PARAM -> parameter.getBoolParam();
      case INT64_PARAM -> parameter.getInt64Param();
      case STRING_PARAM -> parameter.getStringParam();
      case DOUBLE_PARAM -> parameter.getDoubleParam();
      case UINT64_PARAM -> {
        long value = parameter.getUint64Param();
        if (value < 0) {
          throw invalid(name, Long.toUnsignedString(value), "at most " + Long.MAX_VALUE);
        }
        yield value;
      }
      case PARAMETERCHOICE_NOT_SET -> throw invalid(name, "nothing", "a value");
    };
  }

  private static FailureException invalid(String name, String value, String expected) {
    return new FailureException(
        Failure.Code.INVALID, "parameter %s: %s (expected: %s)".formatted(name, value, expected));
  }
}
