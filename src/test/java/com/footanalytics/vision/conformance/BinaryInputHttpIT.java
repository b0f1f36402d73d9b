package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Binary tensor data extension: tensors of a request behind its JSON. */
@Group(
    value = "HTTP: binary tensors",
    kind = Group.Kind.EXTENSION,
    extension = "binary_tensor_data")
class BinaryInputHttpIT {

  private final Target target;
  private final HttpApi http;

  BinaryInputHttpIT(Target target) {
    this.target = target;
    http = target.http();
  }

  /** The opening: every type is representable in its native size. */
  @ParameterizedTest
  @EnumSource
  void everyDatatypeReturnsAsItCame(Datatype datatype) {
    Model model = target.identity(datatype);
    Tensor sent = model.input(0, datatype.samples());
    Answer answer = http.answer(model, InferBody.binary(sent).output(model.output(0), true));
    assertEquals(sent.named(model.output(0)), answer.output(model.output(0)));
  }

  /** The opening: a binary tensor is the same tensor as one in JSON. */
  @Test
  void binaryInputsGiveWhatInputsInJsonGive() {
    Model simple = target.model("simple");
    assertEquals(
        http.answer(simple, InferBody.of(left(simple), right(simple))).outputs(),
        http.answer(simple, InferBody.binary(left(simple), right(simple))).outputs());
  }

  /** The opening: little-endian bytes, row-major. */
  @Test
  void bytesAreLittleEndian() {
    Model model = target.model("identity");
    ByteString bytes = ByteString.copyFrom(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
    Tensor sent =
        new Tensor(model.inputs().getFirst().name(), Datatype.FP32, List.of(1L, 2L), bytes);
    Answer answer = http.answer(model, InferBody.binary(sent).output(model.output(0)));
    assertEquals(
        Json.of("[1.0, 2.0]").toString(), answer.output(model.output(0)).values().toString());
  }

  /** The third paragraph on parameters: tensors follow in the order of the inputs in the JSON. */
  @Test
  void tensorsFollowInTheOrderOfTheInputs() {
    Model simple = target.model("simple");
    assertEquals(
        http.answer(simple, InferBody.of(left(simple), right(simple))).outputs(),
        http.answer(simple, InferBody.binary(right(simple), left(simple))).outputs());
  }

  /** binary_data_size is a parameter of one input: another may be in JSON. */
  @Test
  void aBinaryInputMayStandBesideOneInJson() {
    Model simple = target.model("simple");
    var expected = http.answer(simple, InferBody.of(left(simple), right(simple))).outputs();
    InferBody jsonFirst = InferBody.of(left(simple)).addBinary(right(simple));
    InferBody binaryFirst = InferBody.of(right(simple)).addBinary(left(simple));
    assertEquals(expected, http.answer(simple, jsonFirst).outputs());
    assertEquals(expected, http.answer(simple, binaryFirst).outputs());
  }

  /** Several rows in one binary tensor. */
  @Test
  void aBatchIsTakenRowByRow() {
    Model model = target.model("identity");
    Tensor sent = model.input(0, 4, Json.range(0, 20));
    Answer answer = http.answer(model, InferBody.binary(sent).output(model.output(0), true));
    assertEquals(List.of(4L, 5L), answer.output(model.output(0)).shape());
    assertEquals(sent.named(model.output(0)), answer.output(model.output(0)));
  }

  /** BYTES elements may have no bytes. */
  @Test
  void emptyElementsReturn() {
    bytes("", "a", "");
  }

  /** BYTES elements are bytes: zeros have no meaning. */
  @Test
  void elementsWithZerosReturn() {
    bytes("a\0b", "\0", "\0\0\0\0");
  }

  /** BYTES elements are bytes, not text. */
  @Test
  void elementsThatAreNoTextReturn() {
    Model model = target.identity(Datatype.BYTES);
    ByteString raw =
        ByteString.copyFrom(new byte[] {3, 0, 0, 0, (byte) 0xff, (byte) 0xfe, (byte) 0x80});
    Tensor one = model.input(0, Json.of("[\"\"]"));
    Tensor sent = new Tensor(one.name(), Datatype.BYTES, one.shape(), raw);
    Answer answer = http.answer(model, InferBody.binary(sent).output(model.output(0), true));
    assertEquals(raw, answer.output(model.output(0)).raw());
  }

  /** Floating-point bits are not touched: NaN, infinities, the negative zero. */
  @Test
  void valuesThatJsonDoesNotHaveReturn() {
    Model model = target.model("identity");
    Tensor four = model.input(0, Json.range(0, 4));
    ByteString raw = ByteString.fromHex("0000c07f" + "0000807f" + "000080ff" + "00000080");
    Tensor sent = new Tensor(four.name(), Datatype.FP32, four.shape(), raw);
    Answer answer = http.answer(model, InferBody.binary(sent).output(model.output(0), true));
    assertEquals(raw, answer.output(model.output(0)).raw());
  }

  /** The header gives the length of the JSON object, which may be all there is. */
  @Test
  void theHeaderMayStandOverJsonAlone() {
    Model simple = target.model("simple");
    InferBody body = InferBody.of(left(simple), right(simple));
    Reply reply =
        http.post(
            simple.inferPath(),
            body.bytes(),
            HttpApi.HEADER_LENGTH,
            String.valueOf(body.headerLength()));
    assertEquals(http.answer(simple, body).outputs(), Answer.of(reply).outputs());
  }

  private void bytes(String... elements) {
    Model model = target.identity(Datatype.BYTES);
    Tensor sent = model.input(0, Json.MAPPER.valueToTree(elements));
    Answer answer = http.answer(model, InferBody.binary(sent).output(model.output(0), true));
    assertEquals(sent.named(model.output(0)), answer.output(model.output(0)));
  }

  private static Tensor left(Model simple) {
    return simple.input(0, Json.range(100, 16));
  }

  private static Tensor right(Model simple) {
    return simple.input(1, Json.range(1, 16));
  }
}
