package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.grpc.Status;

/** The standard's reading: OK is success and any other code is failure. */
@Group(value = "gRPC: inference refused", kind = Group.Kind.STANDARD)
class InferErrorsGrpcIT extends InferErrorsGrpc {

  InferErrorsGrpcIT(Target target) {
    super(target);
  }

  @Override
  void check(Status status, Status.Code usualCode) {
    assertNotEquals(Status.Code.DEADLINE_EXCEEDED, status.getCode(), "an answer, not silence");
  }
}
