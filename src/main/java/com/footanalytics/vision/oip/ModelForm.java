package com.footanalytics.vision.oip;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Signature;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.infer.TensorSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.pipeline.LoadedModel;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a loaded model looks like from outside, and what it takes. */
record ModelForm(LoadedModel model) {
  private static final String PROCESSOR = "cpu";
  private static final String ONNX_RUNTIME = "OnnxRuntime";

  /** Whether the first axis of everything is a batch. */
  boolean isBatched() {
    Signature signature = model.signature();
    return model.largestBatch() > 0
        && Stream.concat(signature.inputs().stream(), signature.outputs().stream())
            .allMatch(TensorSpec::takesBatches);
  }

  /** Whether rows of several requests may lie in one tensor. */
  boolean joins() {
    return isBatched()
        && model.signature().inputs().stream().noneMatch(input -> input.type() == DataType.BYTES)
        && model.signature().outputs().stream()
            .noneMatch(output -> output.type() == DataType.BYTES);
  }

  /**
   * Checks what is asked.
   *
   * @throws FailureException if the model does not take it
   */
  void require(List<Tensor> inputs, List<String> outputs) {
    try {
      model.signature().requireInputs(inputs);
      model.signature().wanted(outputs);
    } catch (ModelException e) {
      throw new FailureException(Failure.Code.INVALID, String.valueOf(e.getMessage()));
    }
    if (isBatched()) {
      requireRows(inputs);
    }
  }

  private void requireRows(List<Tensor> inputs) {
    long rows = inputs.getFirst().shape().getFirst();
    if (rows < 1 || rows > model.largestBatch()) {
      throw new FailureException(
          Failure.Code.INVALID,
          "batch of %d rows (expected: 1 to %d)".formatted(rows, model.largestBatch()));
    }
    for (Tensor input : inputs) {
      if (input.shape().getFirst() != rows) {
        throw new FailureException(
            Failure.Code.INVALID,
            "input %s: %d rows (expected: %d, as the first input has)"
                .formatted(input.name(), input.shape().getFirst(), rows));
      }
    }
  }

  ModelMetadata metadata(List<String> versions) {
    return new ModelMetadata(
        model.identity().name(),
        versions,
        platform(),
        metadata(model.signature().inputs(), false),
        metadata(model.signature().outputs(), false),
        Map.of(
            "precision", model.identity().precision(),
            "device", model.identity().device(),
            "licence", model.model().licence()));
  }

  ModelConfiguration configuration(int instances) {
    return new ModelConfiguration(
        model.identity().name(),
        platform(),
        isOnnx() ? "onnxruntime" : "pytorch",
        isBatched() ? model.largestBatch() : 0,
        metadata(model.signature().inputs(), isBatched()),
        metadata(model.signature().outputs(), isBatched()),
        instances,
        !model.identity().device().equals(PROCESSOR),
        model.fileName());
  }

  private boolean isOnnx() {
    return model.identity().engine().equals(ONNX_RUNTIME);
  }

  private String platform() {
    return isOnnx() ? "onnx_onnxv1" : "pytorch_torchscript";
  }

  private static List<TensorMetadata> metadata(List<TensorSpec> specs, boolean withoutBatch) {
    return specs.stream()
        .map(spec ->
            new TensorMetadata(
                spec.name(),
                spec.type(),
                withoutBatch ? spec.shape().subList(1, spec.shape().size()) : spec.shape()))
        .toList();
  }
}
