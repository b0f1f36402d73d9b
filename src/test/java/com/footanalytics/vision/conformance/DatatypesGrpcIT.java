package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import inference.ModelInferRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** GRPC: "Tensor Data" and "Tensor Data Types", raw and in the repeated field of each type. */
@Group(value = "gRPC: datatypes", kind = Group.Kind.STANDARD)
class DatatypesGrpcIT {

  private final Target target;
  private final GrpcApi grpc;

  DatatypesGrpcIT(Target target) {
    this.target = target;
    grpc = target.grpc();
  }

  /** raw_input_contents: row-major elements without padding. */
  @ParameterizedTest
  @EnumSource
  void everyDatatypeReturnsFromRawContents(Datatype datatype) {
    Model model = target.identity(datatype);
    Tensor sent = model.input(0, datatype.samples());
    returns(model, sent, Messages.raw(model, sent));
  }

  /** InferTensorContents: FP16 must be raw. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FP16")
  void everyDatatypeReturnsFromTypedContents(Datatype datatype) {
    Model model = target.identity(datatype);
    Tensor sent = model.input(0, datatype.samples());
    returns(model, sent, Messages.typed(model, sent));
  }

  /** bytes_contents: an element may be empty. */
  @Test
  void emptyElementsReturn() {
    strings("[\"\", \"a\", \"\"]");
  }

  /** bytes_contents: an element is bytes, of which zero is one. */
  @Test
  void elementsWithZerosReturn() {
    strings("[\"a\\u0000b\", \"\\u0000\"]");
  }

  /** raw_input_contents: BYTES that are no text. */
  @Test
  void elementsThatAreNoTextReturn() {
    Model model = target.identity(Datatype.BYTES);
    Tensor one = model.input(0, Json.of("[\"\"]"));
    ByteString raw = ByteString.fromHex("02000000" + "fffe");
    Tensor sent = new Tensor(one.name(), Datatype.BYTES, one.shape(), raw);
    returns(model, sent, Messages.raw(model, sent));
  }

  /** raw_input_contents: floating-point bits are not touched. */
  @Test
  void notANumberInfinitiesAndNegativeZeroReturn() {
    Model model = target.model("identity");
    Tensor four = model.input(0, Json.range(0, 4));
    ByteString raw = ByteString.fromHex("0000c07f" + "0000807f" + "000080ff" + "00000080");
    Tensor sent = new Tensor(four.name(), Datatype.FP32, four.shape(), raw);
    returns(model, sent, Messages.raw(model, sent));
  }

  private void strings(String json) {
    Model model = target.identity(Datatype.BYTES);
    JsonNode elements = Json.of(json);
    Tensor sent = model.input(0, elements);
    returns(model, sent, Messages.typed(model, sent));
    returns(model, sent, Messages.raw(model, sent));
  }

  private void returns(Model model, Tensor sent, ModelInferRequest.Builder request) {
    Tensor returned = Messages.output(grpc.infer(request), model.output(0));
    assertEquals(sent.named(model.output(0)), returned);
  }
}
