package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

/** Binary tensor data extension, raw binary request: the body is the tensor and nothing else. */
@Group(
    value = "HTTP: raw binary request",
    kind = Group.Kind.EXTENSION,
    extension = "binary_tensor_data")
class RawBinaryHttpIT {

  private final HttpApi http;
  private final Model model;

  RawBinaryHttpIT(Target target) {
    http = target.http();
    model = target.model("identity");
  }

  /** With a header of zero the whole body is the input, in a batch of one. */
  @Test
  void theBodyIsTheModelsOneInput() {
    Tensor sent = model.input(0, Json.range(1, 6));
    Answer answer = Answer.of(raw(model, sent.raw()));
    assertEquals(sent.named(model.output(0)), answer.output(model.output(0)));
  }

  /** All outputs are returned as binary data. */
  @Test
  void theOutputIsBinary() {
    Reply reply = raw(model, model.input(0, Json.range(1, 6)).raw()).succeeded();
    int length = Integer.parseInt(reply.header(HttpApi.HEADER_LENGTH));
    assertEquals(24, reply.body().size() - length);
    assertEquals(HttpApi.OCTETS, reply.contentType());
  }

  /** The response names the model as ever. */
  @Test
  void theResponseNamesTheModel() {
    Answer answer = Answer.of(raw(model, model.input(0, Json.range(1, 6)).raw()));
    assertEquals(model.name(), answer.json().path("model_name").asText());
  }

  /** The variable dimension follows from the body's size, which must be of whole elements. */
  @Test
  void aPartOfAnElementIsRefused() {
    Reply reply = raw(model, ByteString.fromHex("0000803f00"));
    reply.error();
  }

  /** The model has exactly one input. */
  @Test
  void aModelOfTwoInputsIsRefused(Target target) {
    Model simple = target.model("simple");
    Reply reply = raw(simple, simple.input(0, Json.range(0, 16)).raw());
    reply.error();
  }

  private Reply raw(Model to, ByteString body) {
    return http.post(
        to.inferPath(),
        body.toByteArray(),
        "Content-Type",
        HttpApi.OCTETS,
        HttpApi.HEADER_LENGTH,
        "0");
  }
}
