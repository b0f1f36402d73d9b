package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import inference.ModelInferResponse;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the standard leaves to gRPC: the codes, deadlines, cancellation, the order of outputs. */
@Group(value = "gRPC: deadlines, cancellation, order", kind = Group.Kind.CONVENTION)
class ConventionsGrpcIT {

  private final GrpcApi grpc;
  private final Model simple;
  private final Tensor left;
  private final Tensor right;

  ConventionsGrpcIT(Target target) {
    grpc = target.grpc();
    simple = target.model("simple");
    left = simple.input(0, Json.range(0, 16));
    right = simple.input(1, Json.range(0, 16));
  }

  /** What is not there is NOT_FOUND. */
  @Test
  void metadataOfAnUnknownModelAreNotFound() {
    assertEquals(
        Status.Code.NOT_FOUND,
        Messages.failure(() -> grpc.metadata("no-such-model", "")).getCode());
  }

  /** An error says what is wrong. */
  @Test
  void anErrorHasADescription() {
    Status status = Messages.failure(() -> grpc.infer(request().setModelName("no-such-model")));
    assertFalse(String.valueOf(status.getDescription()).isBlank());
  }

  /** Clients match outputs by position. */
  @Test
  void outputsComeInTheOrderAskedFor() {
    ModelInferRequest.Builder request = request();
    request.addOutputs(InferRequestedOutputTensor.newBuilder().setName(simple.output(1)));
    request.addOutputs(InferRequestedOutputTensor.newBuilder().setName(simple.output(0)));
    assertEquals(
        List.of(simple.output(1), simple.output(0)),
        List.copyOf(Messages.outputs(grpc.infer(request)).keySet()));
  }

  /** A deadline that has passed ends the call, and that call only. */
  @Test
  void aDeadlineThatHasPassedEndsTheCallAlone() {
    Status status =
        Messages.failure(() ->
            grpc.call().withDeadlineAfter(1, TimeUnit.NANOSECONDS).modelInfer(request().build()));
    assertEquals(Status.Code.DEADLINE_EXCEEDED, status.getCode());
    assertEquals(2, grpc.infer(request()).getOutputsCount());
  }

  /** Cancelled calls do not harm their channel. */
  @Test
  void afterCancelledCallsTheChannelAnswers() {
    var stub = GRPCInferenceServiceGrpc.newFutureStub(grpc.channel());
    for (int i = 0; i < 20; i++) {
      Future<ModelInferResponse> call = stub.modelInfer(request().build());
      call.cancel(true);
    }
    assertEquals(2, grpc.infer(request()).getOutputsCount());
  }

  /** Calls at once do not take one another's answers. */
  @Test
  void callsAtOnceEachGetTheirOwnAnswer() {
    long matched =
        IntStream.range(0, 64)
            .parallel()
            .filter(i -> {
              Tensor own = simple.input(0, Json.range(1000 * i, 16));
              ModelInferResponse response =
                  grpc.infer(Messages.raw(simple, own, right).setId("call-" + i));
              Tensor sum = Messages.output(response, simple.output(0));
              return response.getId().equals("call-" + i)
                  && sum.values().get(0).asInt() == 1000 * i;
            })
            .count();
    assertEquals(64, matched);
  }

  private ModelInferRequest.Builder request() {
    return Messages.raw(simple, left, right);
  }
}
