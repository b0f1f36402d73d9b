package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Binary tensor data extension: tensors of a response behind its JSON. */
@Group(
    value = "HTTP: binary tensors",
    kind = Group.Kind.EXTENSION,
    extension = "binary_tensor_data")
class BinaryOutputHttpIT {

  private static final String ALL_BINARY = "{\"binary_data_output\": true}";

  private final HttpApi http;
  private final Model simple;
  private final Answer expected;

  BinaryOutputHttpIT(Target target) {
    http = target.http();
    simple = target.model("simple");
    expected = http.answer(simple, request());
  }

  /** binary_data on an output: that output is returned as binary data. */
  @Test
  void anOutputAskedForAsBinaryHasASizeAndNoData() {
    Answer answer = http.answer(simple, request().output(simple.output(0), true));
    JsonNode described = answer.described(simple.output(0));
    assertEquals(64, described.path("parameters").path("binary_data_size").asInt());
    assertFalse(described.has("data"));
    assertEquals(expected.output(simple.output(0)), answer.output(simple.output(0)));
  }

  /** The header must give the length of the JSON object where there is binary data. */
  @Test
  void theHeaderGivesTheLengthOfTheJson() {
    Reply reply = http.infer(simple, request().output(simple.output(0), true)).succeeded();
    int length = Integer.parseInt(reply.header(HttpApi.HEADER_LENGTH));
    assertEquals(64, reply.body().size() - length);
    assertTrue(Reply.parse(reply.body().substring(0, length)).isObject());
  }

  /** Content-Length, where the body is not in chunks, is the length of all of it. */
  @Test
  void theLengthOfTheContentIsThatOfTheWholeBody() {
    Reply reply = http.infer(simple, request().output(simple.output(0), true)).succeeded();
    String size = String.valueOf(reply.body().size());
    assertEquals(size, reply.headers().firstValue("Content-Length").orElse(size));
  }

  /** The examples: the media type of a body with binary data. */
  @Test
  void theMediaTypeIsThatOfBytes() {
    Reply reply = http.infer(simple, request().output(simple.output(0), true)).succeeded();
    assertEquals(HttpApi.OCTETS, reply.contentType());
  }

  /** binary_data_output on the request: all outputs. */
  @Test
  void allOutputsAreBinaryWhereTheRequestAsks() {
    Answer answer = http.answer(simple, request().parameters(ALL_BINARY));
    assertTrue(isBinary(answer, 0) && isBinary(answer, 1));
    assertEquals(expected.outputs(), answer.outputs());
  }

  /** binary_data_output holds for named outputs too. */
  @Test
  void namedOutputsAreBinaryWhereTheRequestAsks() {
    InferBody body = request().parameters(ALL_BINARY).output(simple.output(1));
    assertTrue(isBinary(http.answer(simple, body), 1));
  }

  /** binary_data on an output overrides the request's. */
  @Test
  void anOutputsNoOverridesTheRequestsYes() {
    InferBody body =
        request()
            .parameters(ALL_BINARY)
            .output(simple.output(0), false)
            .output(simple.output(1), true);
    Answer answer = http.answer(simple, body);
    assertFalse(isBinary(answer, 0));
    assertTrue(isBinary(answer, 1));
    assertEquals(expected.outputs(), answer.outputs());
  }

  /** binary_data on an output overrides the request's. */
  @Test
  void anOutputsYesOverridesTheRequestsNo() {
    InferBody body =
        request()
            .parameters("{\"binary_data_output\": false}")
            .output(simple.output(0), true)
            .output(simple.output(1));
    Answer answer = http.answer(simple, body);
    assertTrue(isBinary(answer, 0));
    assertFalse(isBinary(answer, 1));
  }

  /** binary_data false, or not given: JSON. */
  @Test
  void whatIsNotAskedForAsBinaryIsJson() {
    InferBody body = request().output(simple.output(0), false).output(simple.output(1));
    Reply reply = http.infer(simple, body).succeeded();
    assertEquals("", reply.header(HttpApi.HEADER_LENGTH));
    assertEquals(expected.outputs(), Answer.of(reply).outputs());
  }

  /** Tensors follow in the order of the outputs in the JSON. */
  @Test
  void tensorsFollowInTheOrderOfTheOutputs() {
    InferBody body = request().output(simple.output(1), true).output(simple.output(0), true);
    assertEquals(expected.outputs(), http.answer(simple, body).outputs());
  }

  /** The identifier and the model's name are in the JSON as ever. */
  @Test
  void theIdComesBackBeforeBinaryData() {
    Answer answer = http.answer(simple, request().id("b-1").output(simple.output(0), true));
    assertEquals("b-1", answer.json().path("id").asText());
    assertEquals(simple.name(), answer.json().path("model_name").asText());
  }

  /** BYTES are the length of each element in four bytes, then the element. */
  @Test
  void stringsHaveTheirLengthsBeforeThem(Target target) {
    Model model = target.identity(Datatype.BYTES);
    Tensor sent = model.input(0, Json.of("[\"ab\", \"\"]"));
    Reply reply = http.infer(model, InferBody.of(sent).output(model.output(0), true)).succeeded();
    int length = Integer.parseInt(reply.header(HttpApi.HEADER_LENGTH));
    assertEquals("020000006162" + "00000000", hex(reply.body().substring(length).toByteArray()));
  }

  private InferBody request() {
    return InferBody.of(simple.input(0, Json.range(100, 16)), simple.input(1, Json.range(1, 16)));
  }

  private boolean isBinary(Answer answer, int output) {
    JsonNode described = answer.described(simple.output(output));
    return described.path("parameters").has("binary_data_size") && !described.has("data");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
