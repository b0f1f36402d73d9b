package com.footanalytics.vision.infer;

import java.util.Map;

/** The named outputs of one run of a model, as float32. */
public final class Outputs {

  private final Map<String, FloatTensor> tensors;

  public Outputs(Map<String, FloatTensor> tensors) {
    this.tensors = Map.copyOf(tensors);
  }

  /**
   * The output called {@code name}.
   *
   * @throws IllegalArgumentException if the model has no such output
   */
  public FloatTensor get(String name) {
    FloatTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "output: " + name + " (expected: one of " + tensors.keySet() + ")");
    }
    return tensor;
  }

  /** Every output by name. */
  public Map<String, FloatTensor> all() {
    return tensors;
  }
}
