package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.Status;

/** The reading that clients rely on: NOT_FOUND for what there is not, else INVALID_ARGUMENT. */
@Group(value = "gRPC: status of a refusal", kind = Group.Kind.CONVENTION)
class InferStatusGrpcIT extends InferErrorsGrpc {

  InferStatusGrpcIT(Target target) {
    super(target);
  }

  @Override
  void check(Status status, Status.Code usualCode) {
    assertEquals(usualCode, status.getCode(), status::toString);
  }
}
