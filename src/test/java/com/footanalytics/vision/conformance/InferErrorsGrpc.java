package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** GRPC: "Inference", whose errors are told by the status, for every way to ask wrongly. */
abstract class InferErrorsGrpc {

  private final GrpcApi grpc;
  private final Model simple;
  private final Tensor left;
  private final Tensor right;

  InferErrorsGrpc(Target target) {
    grpc = target.grpc();
    simple = target.model("simple");
    left = simple.input(0, Json.range(0, 16));
    right = simple.input(1, Json.range(0, 16));
  }

  /** Checks an error; the code is the one that Triton gives for its cause. */
  abstract void check(Status status, Status.Code usualCode);

  /** model_name. */
  @Test
  void anUnknownModelIsRefused() {
    check(status(request().setModelName("no-such-model")), Status.Code.NOT_FOUND);
  }

  /** model_version. */
  @Test
  void anUnknownVersionIsRefused() {
    check(status(request().setModelVersion("987654")), Status.Code.NOT_FOUND);
  }

  /** inputs: all that the model requires. */
  @Test
  void aMissingInputIsRefused() {
    refused(Messages.raw(simple, left));
  }

  /** inputs: at least one. */
  @Test
  void aRequestWithoutInputsIsRefused() {
    refused(ModelInferRequest.newBuilder().setModelName(simple.name()));
  }

  /** InferInputTensor: name. */
  @Test
  void anInputOfUnknownNameIsRefused() {
    refused(Messages.raw(simple, left.named("no-such-input"), right));
  }

  /** InferInputTensor: datatype. */
  @Test
  void aDatatypeThatIsNotTheModelsIsRefused() {
    Tensor other = new Tensor(left.name(), Datatype.FP32, left.shape(), left.raw());
    refused(Messages.raw(simple, other, right));
  }

  /** "Tensor Data Types": only those of the table. */
  @Test
  void aDatatypeThatThereIsNotIsRefused() {
    ModelInferRequest.Builder request = request();
    request.getInputsBuilder(0).setDatatype("FP31");
    refused(request);
  }

  /** InferInputTensor: shape. */
  @Test
  void aDimensionThatIsNotTheModelsIsRefused() {
    Tensor narrow = Tensor.of(left.name(), left.datatype(), List.of(1L, 15L), Json.range(0, 15));
    refused(Messages.raw(simple, narrow, right));
  }

  /** InferInputTensor: a shape has no dimension below zero. */
  @Test
  void aNegativeDimensionIsRefused() {
    ModelInferRequest.Builder request = request();
    request.getInputsBuilder(0).setShape(0, -1);
    refused(request);
  }

  /** raw_input_contents: the size matches shape and datatype. */
  @Test
  void rawContentsOfAnotherSizeAreRefused() {
    refused(request().setRawInputContents(0, left.raw().substring(4)));
    refused(request().setRawInputContents(0, left.raw().concat(left.raw())));
  }

  /** raw_input_contents: one for each input. */
  @Test
  void fewerRawContentsThanInputsAreRefused() {
    ModelInferRequest.Builder request = request().clearRawInputContents();
    refused(request.addRawInputContents(left.raw()));
  }

  /** raw_input_contents: one for each input. */
  @Test
  void moreRawContentsThanInputsAreRefused() {
    refused(request().addRawInputContents(ByteString.EMPTY));
  }

  /** raw_input_contents: where given, contents must not be, for any input. */
  @Test
  void rawBesideTypedContentsAreRefused() {
    ModelInferRequest.Builder request = request();
    request.getInputsBuilder(0).setContents(Messages.contents(left));
    refused(request);
  }

  /** InferTensorContents: the size matches the shape. */
  @Test
  void typedContentsOfAnotherSizeAreRefused() {
    ModelInferRequest.Builder request = Messages.typed(simple, left, right);
    request.getInputsBuilder(0).getContentsBuilder().addIntContents(16);
    refused(request);
  }

  /** InferTensorContents: the repeated field that matches the datatype. */
  @Test
  void contentsInTheFieldOfAnotherTypeAreRefused() {
    ModelInferRequest.Builder request = Messages.typed(simple, left, right);
    var contents = request.getInputsBuilder(0).getContentsBuilder().clear();
    for (int i = 0; i < 16; i++) {
      contents.addFp32Contents(i);
    }
    refused(request);
  }

  /** InferTensorContents: contents, or raw contents, are there. */
  @Test
  void inputsWithoutContentsAreRefused() {
    refused(request().clearRawInputContents());
  }

  /** InferRequestedOutputTensor: name. */
  @Test
  void anOutputOfUnknownNameIsRefused() {
    refused(
        request().addOutputs(InferRequestedOutputTensor.newBuilder().setName("no-such-output")));
  }

  /** The status is of one call. */
  @Test
  void afterARefusalTheNextCallIsAnswered() {
    status(request().setModelName("no-such-model"));
    assertEquals(2, grpc.infer(request()).getOutputsCount());
  }

  private ModelInferRequest.Builder request() {
    return Messages.raw(simple, left, right);
  }

  private void refused(ModelInferRequest.Builder request) {
    check(status(request), Status.Code.INVALID_ARGUMENT);
  }

  private Status status(ModelInferRequest.Builder request) {
    return Messages.failure(() -> grpc.infer(request));
  }
}
