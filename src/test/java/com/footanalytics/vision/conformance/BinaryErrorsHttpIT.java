package com.footanalytics.vision.conformance;

/** The extension's reading: an HTTP error status and the error object. */
@Group(
    value = "HTTP: binary tensors refused",
    kind = Group.Kind.EXTENSION,
    extension = "binary_tensor_data")
class BinaryErrorsHttpIT extends BinaryErrorsHttp {

  BinaryErrorsHttpIT(Target target) {
    super(target);
  }

  @Override
  void check(Reply reply) {
    reply.error();
  }
}
