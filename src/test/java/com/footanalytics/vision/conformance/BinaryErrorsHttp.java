package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Binary tensor data extension: bodies whose sizes do not fit. */
abstract class BinaryErrorsHttp {

  private final Target target;
  private final HttpApi http;
  private final Model model;

  BinaryErrorsHttp(Target target) {
    this.target = target;
    http = target.http();
    model = target.model("identity");
  }

  /** Checks an error. */
  abstract void check(Reply reply);

  /** The header is a number. */
  @Test
  void aHeaderThatIsNoNumberIsRefused() {
    header("many");
  }

  /** The header is an integer. */
  @Test
  void aHeaderWithAFractionIsRefused() {
    header("12.5");
  }

  /** The header is a length that a body can have. */
  @Test
  void aHeaderBeyondAnyBodyIsRefused() {
    header("99999999999999999999");
  }

  /** The header is a length. */
  @Test
  void aNegativeHeaderIsRefused() {
    header("-1");
  }

  /** The JSON is a part of the body. */
  @Test
  void aHeaderLongerThanTheBodyIsRefused() {
    header(String.valueOf(request().bytes().length + 1));
  }

  /** The JSON ends where the header says. */
  @Test
  void aHeaderThatCutsTheJsonIsRefused() {
    header(String.valueOf(request().headerLength() - 1));
  }

  /** With binary data the header must be there. */
  @Test
  void binaryDataWithoutHeaderAreRefused() {
    check(http.post(model.inferPath(), request().bytes(), "Content-Type", HttpApi.OCTETS));
  }

  /** A size stands for data in the body, with or without them. */
  @Test
  void aSizeWithoutHeaderIsRefused() {
    check(http.post(model.inferPath(), request().json()));
  }

  /** As many bytes as the size says. */
  @Test
  void aBodyThatEndsEarlyIsRefused() {
    InferBody body = request();
    byte[] bytes = body.bytes();
    check(send(body, Arrays.copyOf(bytes, bytes.length - 1)));
  }

  /** No byte that belongs to no tensor. */
  @Test
  void bytesBehindTheLastTensorAreRefused() {
    InferBody body = request();
    byte[] bytes = body.bytes();
    check(send(body, Arrays.copyOf(bytes, bytes.length + 4)));
  }

  /** The size is that of shape and datatype. */
  @Test
  void aSizeThatIsNotTheShapesIsRefused() {
    InferBody body = request();
    body.firstInput().putArray("shape").add(1).add(5);
    check(http.infer(model, body));
  }

  /** The size is an integer. */
  @Test
  void aSizeThatIsNoIntegerIsRefused() {
    InferBody body = request();
    parameters(body).put("binary_data_size", "sixteen");
    check(http.infer(model, body));
  }

  /** The size is not below zero. */
  @Test
  void aNegativeSizeIsRefused() {
    InferBody body = request();
    parameters(body).put("binary_data_size", -16);
    check(http.infer(model, body));
  }

  /** The size is not beyond the body. */
  @Test
  void aSizeBeyondTheBodyIsRefused() {
    InferBody body = request();
    parameters(body).put("binary_data_size", Long.MAX_VALUE);
    check(http.infer(model, body));
  }

  /** A tensor is in JSON or behind it. */
  @Test
  void dataBesideASizeAreRefused() {
    InferBody body = request();
    body.firstInput().putArray("data").add(1).add(2).add(3).add(4);
    check(http.infer(model, body));
  }

  /** BYTES: an element ends within the tensor. */
  @Test
  void aStringLongerThanTheTensorIsRefused() {
    elements("09000000" + "6162");
  }

  /** BYTES: as many elements as the shape says. */
  @Test
  void moreStringsThanTheShapeSaysAreRefused() {
    elements("01000000" + "61" + "01000000" + "62");
  }

  /** BYTES: a length has four bytes. */
  @Test
  void aLengthCutShortIsRefused() {
    elements("0100");
  }

  /** BYTES: a length is not beyond 31 bits in any server's memory. */
  @Test
  void aLengthBeyondAnyMemoryIsRefused() {
    elements("ffffffff" + "61");
  }

  /** BOOL: as many bytes as elements. */
  @Test
  void aBooleanOfFourBytesIsRefused() {
    Model booleans = target.identity(Datatype.BOOL);
    Tensor one = booleans.input(0, Json.of("[true]"));
    Tensor sent = new Tensor(one.name(), Datatype.BOOL, one.shape(), bytes("01000000"));
    check(http.infer(booleans, InferBody.binary(sent)));
  }

  /** An error is of one request: connection and server go on. */
  @Test
  void afterARefusalTheNextRequestIsAnswered() {
    header("-1");
    Tensor answered = http.answer(model, request()).output(model.output(0));
    assertEquals(tensor().named(model.output(0)), answered);
  }

  private void elements(String hex) {
    Model strings = target.identity(Datatype.BYTES);
    Tensor one = strings.input(0, Json.of("[\"\"]"));
    Tensor sent = new Tensor(one.name(), Datatype.BYTES, one.shape(), bytes(hex));
    check(http.infer(strings, InferBody.binary(sent)));
  }

  private void header(String value) {
    byte[] bytes = request().bytes();
    check(
        http.post(
            model.inferPath(),
            bytes,
            "Content-Type",
            HttpApi.OCTETS,
            HttpApi.HEADER_LENGTH,
            value));
  }

  private Reply send(InferBody body, byte[] bytes) {
    String length = String.valueOf(body.headerLength());
    return http.post(
        model.inferPath(), bytes, "Content-Type", HttpApi.OCTETS, HttpApi.HEADER_LENGTH, length);
  }

  private InferBody request() {
    return InferBody.binary(tensor());
  }

  private Tensor tensor() {
    return model.input(0, Json.range(1, 4));
  }

  private static ObjectNode parameters(InferBody body) {
    return (ObjectNode) body.firstInput().path("parameters");
  }

  private static ByteString bytes(String hex) {
    return ByteString.fromHex(hex);
  }
}
