package com.footanalytics.vision.http;

import com.footanalytics.vision.infer.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for inference as its body says it.
 *
 * @param id what the caller calls it; null if nothing
 * @param parameters strings, longs, doubles and booleans
 * @param inputs whose data lie in the request's memory
 * @param outputs those that are wanted; all if empty
 * @param binary whether outputs that do not say are answered in binary
 */
record InferMessage(
    @Nullable String id,
    Map<String, Object> parameters,
    List<Tensor> inputs,
    List<WantedOutput> outputs,
    boolean binary) {
  InferMessage {
    parameters = Map.copyOf(parameters);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * One output.
   *
   * @param binary whether it is answered in binary; null if the request as a whole says
   */
  record WantedOutput(String name, @Nullable Boolean binary) {}

  /** Whether an output is answered in binary. */
  boolean isBinary(String output) {
    for (WantedOutput wanted : outputs) {
      if (wanted.binary() != null && wanted.name().equals(output)) {
        return wanted.binary();
      }
    }
    return binary;
  }
}
