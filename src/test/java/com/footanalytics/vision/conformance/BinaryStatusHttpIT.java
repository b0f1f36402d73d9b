package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The reading that clients rely on: an invalid argument is 400. */
@Group(
    value = "HTTP: status of a binary refusal",
    kind = Group.Kind.CONVENTION,
    extension = "binary_tensor_data")
class BinaryStatusHttpIT extends BinaryErrorsHttp {

  BinaryStatusHttpIT(Target target) {
    super(target);
  }

  @Override
  void check(Reply reply) {
    assertEquals(400, reply.status(), reply::text);
  }
}
