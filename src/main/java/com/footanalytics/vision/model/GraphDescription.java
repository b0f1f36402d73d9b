package com.footanalytics.vision.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model file says about itself.
 *
 * @param inputs in the graph's order
 * @param outputs in the graph's order
 * @param metadata what the exporter wrote beside the graph, by key
 */
public record GraphDescription(
    List<TensorDescription> inputs, List<TensorDescription> outputs, Map<String, String> metadata) {

  public GraphDescription {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    metadata = Map.copyOf(metadata);
  }

  /** The input called {@code name}. */
  Optional<TensorDescription> input(String name) {
    return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
  }

  /** The output called {@code name}. */
  Optional<TensorDescription> output(String name) {
    return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
  }
}
