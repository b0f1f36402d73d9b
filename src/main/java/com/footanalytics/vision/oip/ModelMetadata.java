package com.footanalytics.vision.oip;

import java.util.List;
import java.util.Map;

/**
 * What a model takes and gives.
 *
 * @param versions that are there
 * @param platform such as {@code onnx_onnxv1}
 * @param properties what else is told of it
 */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs,
    Map<String, String> properties) {
  public ModelMetadata {
    versions = List.copyOf(versions);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    properties = Map.copyOf(properties);
  }
}
