package com.footanalytics.vision.grpc;

import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.InferAnswer;
import com.google.protobuf.UnsafeByteOperations;
import inference.ModelInferResponse;
import inference.ModelInferResponse.InferOutputTensor;

/** Writes answers to requests for inference. */
final class InferResponses {

  private InferResponses() {}

  /**
   * An answer on the wire; it reads the tensors' memory until it is sent.
   *
   * @param id of the request
   * @param typed whether elements go as lists of the wire's types, if every output's type has one;
   *     as bytes otherwise
   */
  static ModelInferResponse write(String id, boolean typed, InferAnswer.Done done) {
    boolean lists =
        typed && done.outputs().stream().allMatch(output -> TypedContents.exist(output.type()));
    var wire =
        ModelInferResponse.newBuilder()
            .setModelName(done.model())
            .setModelVersion(done.version())
            .setId(id);
    for (Tensor output : done.outputs()) {
      var tensor =
          InferOutputTensor.newBuilder()
              .setName(output.name())
              .setDatatype(output.type().name())
              .addAllShape(output.shape());
      if (lists) {
        tensor.setContents(TypedContents.read(output));
      } else {
        wire.addRawOutputContents(UnsafeByteOperations.unsafeWrap(output.data()));
      }
      wire.addOutputs(tensor);
    }
    return wire.build();
  }
}
