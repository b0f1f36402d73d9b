package com.footanalytics.vision.oip;

import java.util.List;

/**
 * How a model is served.
 *
 * @param platform such as {@code onnx_onnxv1}
 * @param backend such as {@code onnxruntime}
 * @param maxBatchSize largest batch; 0 if the model's first axis is no batch
 * @param inputs with the batch's axis left out where there is one
 * @param outputs likewise
 * @param instances runs that go on side by side
 * @param gpu whether they run on a GPU
 * @param fileName of the weights
 */
public record ModelConfiguration(
    String name,
    String platform,
    String backend,
    int maxBatchSize,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs,
    int instances,
    boolean gpu,
    String fileName) {
  public ModelConfiguration {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Whether several requests may become one batch. */
  public boolean batchesRequests() {
    return maxBatchSize > 1;
  }

  /** The name of its only group of instances. */
  public String instanceGroup() {
    return name + "_0";
  }
}
