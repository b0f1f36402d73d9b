package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import inference.InferParameter;
import inference.ModelInferRequest;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedule policy extension: priority and timeout. */
@Group(value = "Both: schedule policy", kind = Group.Kind.EXTENSION, extension = "schedule_policy")
class SchedulePolicyIT {

  private final Target target;
  private final Model model;
  private final Tensor sent;

  SchedulePolicyIT(Target target) {
    this.target = target;
    model = target.model("identity");
    sent = model.input(0, Json.range(0, 4));
  }

  /** priority: 0 is the default, 1 the highest. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aPriorityIsTaken(int priority) {
    InferBody body = InferBody.of(sent).parameters("{\"priority\": " + priority + "}");
    answered(body);
  }

  /** timeout: microseconds, of which a minute is enough. */
  @Test
  void aTimeoutThatIsNotReachedChangesNothing() {
    answered(InferBody.of(sent).parameters("{\"timeout\": 60000000}"));
  }

  /** timeout: zero is the model's own. */
  @Test
  void aTimeoutOfZeroIsTheDefault() {
    answered(InferBody.of(sent).parameters("{\"timeout\": 0}"));
  }

  /** Both parameters may be given. */
  @Test
  void priorityAndTimeoutStandTogether() {
    answered(InferBody.of(sent).parameters("{\"priority\": 1, \"timeout\": 60000000}"));
  }

  /** timeout: what is not completed in time is terminated; nothing is in a microsecond. */
  @Test
  void aRequestThatExpiresIsAnErrorAndNoAnswer() {
    InferBody body = InferBody.of(sent).parameters("{\"timeout\": 1}");
    target.http().infer(model, body).error();
  }

  /** An expired request is the end of that request only. */
  @Test
  void afterAnExpiredRequestTheNextIsAnswered() {
    target.http().infer(model, InferBody.of(sent).parameters("{\"timeout\": 1}"));
    answered(InferBody.of(sent));
  }

  /** priority and timeout are integers. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"priority\": \"high\"}", "{\"timeout\": \"soon\"}"})
  void aWordForANumberIsRefused(String parameters) {
    target.http().infer(model, InferBody.of(sent).parameters(parameters)).error();
  }

  /** The same parameters over gRPC. */
  @Test
  void priorityAndTimeoutAreTakenOverGrpc() {
    ModelInferRequest.Builder request =
        Messages.raw(model, sent)
            .putParameters("priority", number(1))
            .putParameters("timeout", number(60_000_000));
    assertEquals(
        sent.named(model.output(0)),
        Messages.output(target.grpc().infer(request), model.output(0)));
  }

  /** timeout over gRPC. */
  @Test
  void aRequestThatExpiresIsAnErrorOverGrpc() {
    ModelInferRequest.Builder request =
        Messages.raw(model, sent).putParameters("timeout", number(1));
    Status status = Messages.failure(() -> target.grpc().infer(request));
    assertNotEquals(Status.Code.INTERNAL, status.getCode(), status::toString);
  }

  private void answered(InferBody body) {
    Answer answer = target.http().answer(model, body);
    assertEquals(sent.named(model.output(0)), answer.output(model.output(0)));
  }

  private static InferParameter number(long value) {
    return InferParameter.newBuilder().setInt64Param(value).build();
  }
}
