package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.oip.FailureException;
import inference.InferParameter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InferParametersTest {

  @Test
  void everyKindOfValueIsRead() {
    assertEquals(
        Map.of("b", true, "i", -5L, "s", "text", "d", 0.5, "u", Long.MAX_VALUE),
        InferParameters.read(
            Map.of(
                "b", parameter().setBoolParam(true).build(),
                "i", parameter().setInt64Param(-5).build(),
                "s", parameter().setStringParam("text").build(),
                "d", parameter().setDoubleParam(0.5).build(),
                "u", parameter().setUint64Param(Long.MAX_VALUE).build())));
  }

  @Test
  void aNumberThatDoesNotFitIsRefused() {
    assertEquals(
        "parameter timeout: 18446744073709551615 (expected: at most 9223372036854775807)",
        refusal(parameter().setUint64Param(-1)));
  }

  @Test
  void aParameterWithoutValueIsRefused() {
    assertEquals("parameter timeout: nothing (expected: a value)", refusal(parameter()));
  }

  private static String refusal(InferParameter.Builder parameter) {
    var parameters = Map.of("timeout", parameter.build());
    return assertThrows(FailureException.class, () -> InferParameters.read(parameters))
        .failure()
        .message();
  }

  private static InferParameter.Builder parameter() {
    return InferParameter.newBuilder();
  }
}
