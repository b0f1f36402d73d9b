package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.ModelException;
import java.util.List;
import java.util.stream.Stream;

/** Whether rows of several requests can run together. */
final class BatchAxis {

  private BatchAxis() {}

  /**
   * Checks what a model is said to take.
   *
   * @throws ModelException if it is said to take batches and an input or output has no open first
   *     axis
   */
  static void require(Signature signature, TensorFile model) {
    if (model.maxBatchSize() == 0) {
      return;
    }
    List<TensorSpec> others =
        Stream.concat(signature.inputs().stream(), signature.outputs().stream())
            .filter(tensor -> !tensor.takesBatches())
            .toList();
    if (!others.isEmpty()) {
      throw new ModelException(
          "%s: max-batch-size %d, but the first axis of %s is not open (expected: -1, or max-batch-size 0)"
              .formatted(model.name(), model.maxBatchSize(), others));
    }
  }
}
