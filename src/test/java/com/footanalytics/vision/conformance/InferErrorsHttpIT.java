package com.footanalytics.vision.conformance;

/** The standard's reading: an HTTP error status, typically 400, and the error object. */
@Group(value = "HTTP: inference refused", kind = Group.Kind.STANDARD)
class InferErrorsHttpIT extends InferErrorsHttp {

  InferErrorsHttpIT(Target target) {
    super(target);
  }

  @Override
  void check(Reply reply, int usualStatus) {
    reply.error();
  }
}
