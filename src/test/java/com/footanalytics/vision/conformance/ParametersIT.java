package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import inference.InferParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters extension: parameters of a caller's own, which a model may pass over. */
@Group(value = "Both: own parameters", kind = Group.Kind.EXTENSION, extension = "parameters")
class ParametersIT {

  private final Target target;
  private final Model model;
  private final Tensor sent;

  ParametersIT(Target target) {
    this.target = target;
    model = target.model("identity");
    sent = model.input(0, Json.range(0, 4));
  }

  /** "Parameters": a value is a string, a number or a boolean. */
  @ParameterizedTest
  @ValueSource(strings = {"\"half-time\"", "42", "-2.5", "true"})
  void aParameterOfTheCallersOwnIsTaken(String value) {
    answered(InferBody.of(sent).parameters("{\"my_parameter\": " + value + "}"));
  }

  /** "Request Input": an input has parameters too. */
  @Test
  void anInputsParameterIsTaken() {
    InferBody body = InferBody.of(sent);
    body.firstInput().putObject("parameters").put("my_parameter", 1);
    answered(body);
  }

  /** "Request Output": an output has parameters too. */
  @Test
  void anOutputsParameterIsTaken() {
    InferBody body = InferBody.of(sent).output(model.output(0));
    ((ObjectNode) body.json().path("outputs").path(0))
        .putObject("parameters")
        .put("my_parameter", "x");
    answered(body);
  }

  /** InferParameter: each of the choices. */
  @Test
  void parametersOfEveryKindAreTakenOverGrpc() {
    var request =
        Messages.raw(model, sent)
            .putParameters("a", InferParameter.newBuilder().setBoolParam(true).build())
            .putParameters("b", InferParameter.newBuilder().setInt64Param(-7).build())
            .putParameters("c", InferParameter.newBuilder().setStringParam("x").build())
            .putParameters("d", InferParameter.newBuilder().setDoubleParam(0.5).build())
            .putParameters("e", InferParameter.newBuilder().setUint64Param(7).build());
    assertEquals(
        sent.named(model.output(0)),
        Messages.output(target.grpc().infer(request), model.output(0)));
  }

  private void answered(InferBody body) {
    Answer answer = target.http().answer(model, body);
    assertEquals(sent.named(model.output(0)), answer.output(model.output(0)));
  }
}
