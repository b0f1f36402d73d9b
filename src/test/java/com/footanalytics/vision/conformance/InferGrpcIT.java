package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import inference.InferTensorContents;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import inference.ModelInferResponse;
import inference.ModelInferResponse.InferOutputTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** GRPC: "Inference". */
@Group(value = "gRPC: inference", kind = Group.Kind.STANDARD)
class InferGrpcIT {

  private final GrpcApi grpc;
  private final Model simple;
  private final Tensor left;
  private final Tensor right;

  InferGrpcIT(Target target) {
    grpc = target.grpc();
    simple = target.model("simple");
    left = simple.input(0, Json.range(100, 16));
    right = simple.input(1, Json.range(1, 16));
  }

  /** ModelInferResponse: the outputs hold the results. */
  @Test
  void theOutputsAreWhatTheModelComputes() {
    Tensor sum = Messages.output(grpc.infer(request()), simple.output(0));
    Tensor difference = Messages.output(grpc.infer(request()), simple.output(1));
    for (int i = 0; i < 16; i++) {
      assertEquals(101 + 2 * i, sum.values().get(i).asInt());
      assertEquals(99, difference.values().get(i).asInt());
    }
  }

  /** raw_input_contents and contents are two forms of the same tensors. */
  @Test
  void typedContentsGiveWhatRawContentsGive() {
    assertEquals(outputs(request()), outputs(Messages.typed(simple, left, right)));
  }

  /** ModelInferResponse: model_name. */
  @Test
  void theResponseNamesTheModel() {
    assertEquals(simple.name(), grpc.infer(request()).getModelName());
  }

  /** ModelInferRequest: an identifier is returned in the response. */
  @Test
  void theIdComesBack() {
    assertEquals("match-7", grpc.infer(request().setId("match-7")).getId());
  }

  /** ModelInferResponse: the identifier if one was given. */
  @Test
  void noIdComesBackWhereNoneWasGiven() {
    assertEquals("", grpc.infer(request()).getId());
  }

  /** ModelInferRequest: without outputs all are returned. */
  @Test
  void withoutOutputsAllAreReturned() {
    assertEquals(2, outputs(request()).size());
  }

  /** ModelInferRequest: the requested outputs. */
  @Test
  void onlyTheRequestedOutputIsReturned() {
    for (int i = 0; i < 2; i++) {
      Map<String, Tensor> outputs = outputs(request().addOutputs(asked(i)));
      assertEquals(List.of(simple.output(i)), List.copyOf(outputs.keySet()));
      assertEquals(outputs(request()).get(simple.output(i)), outputs.get(simple.output(i)));
    }
  }

  /** InferOutputTensor: name, datatype and shape. */
  @Test
  void everyOutputHasDatatypeAndShape() {
    for (InferOutputTensor output : grpc.infer(request()).getOutputsList()) {
      assertEquals("INT32", output.getDatatype());
      assertEquals(List.of(1L, 16L), output.getShapeList());
    }
  }

  /** raw_output_contents: where given, contents must not be. */
  @Test
  void outputsAreRawOrTypedButNotBoth() {
    ModelInferResponse response = grpc.infer(request());
    if (response.getRawOutputContentsCount() > 0) {
      assertEquals(response.getOutputsCount(), response.getRawOutputContentsCount());
      assertTrue(response.getOutputsList().stream().allMatch(InferGrpcIT::isEmpty));
    } else {
      assertTrue(response.getOutputsList().stream().noneMatch(InferGrpcIT::isEmpty));
    }
  }

  /** raw_input_contents: in the order of the inputs, which are told by name. */
  @Test
  void inputsMayComeInAnyOrder() {
    assertEquals(outputs(request()), outputs(Messages.raw(simple, right, left)));
  }

  /** InferInputTensor: the shape is that of the entire batch. */
  @Test
  void aBatchIsAnsweredRowByRow() {
    Tensor rows = simple.input(0, 3, Json.range(0, 48));
    Tensor others = simple.input(1, 3, Json.range(0, 48));
    Tensor sum = Messages.output(grpc.infer(Messages.raw(simple, rows, others)), simple.output(0));
    assertEquals(rows.datatype().encode(doubled()), sum.raw());
    assertEquals(List.of(3L, 16L), sum.shape());
  }

  /** ModelInferRequest: the version to use. */
  @Test
  void aVersionThatIsAskedForIsTheOneThatAnswers() {
    Assumptions.assumeFalse(simple.versions().isEmpty(), "the server lists no versions");
    for (String version : simple.versions()) {
      ModelInferResponse response = grpc.infer(request().setModelVersion(version));
      assertEquals(version, response.getModelVersion());
      assertEquals(outputs(request()), Messages.outputs(response));
    }
  }

  private static boolean isEmpty(InferOutputTensor output) {
    return output.getContents().equals(InferTensorContents.getDefaultInstance());
  }

  private ModelInferRequest.Builder request() {
    return Messages.raw(simple, left, right);
  }

  private Map<String, Tensor> outputs(ModelInferRequest.Builder request) {
    return Messages.outputs(grpc.infer(request));
  }

  private InferRequestedOutputTensor asked(int output) {
    return InferRequestedOutputTensor.newBuilder().setName(simple.output(output)).build();
  }

  private static ArrayNode doubled() {
    ArrayNode values = Json.MAPPER.createArrayNode();
    Json.range(0, 48).forEach(value -> values.add(2 * value.asInt()));
    return values;
  }
}
