package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The reading that clients rely on: 404 for what there is not, else 400. */
@Group(value = "HTTP: status of a refusal", kind = Group.Kind.CONVENTION)
class InferStatusHttpIT extends InferErrorsHttp {

  InferStatusHttpIT(Target target) {
    super(target);
  }

  @Override
  void check(Reply reply, int usualStatus) {
    assertEquals(usualStatus, reply.status(), reply::text);
  }
}
