package com.footanalytics.vision.infer;

import java.util.List;

/**
 * A loaded model that one thread at a time may run on tensors. Owns its native memory until closed.
 */
public interface TensorSession extends AutoCloseable {

  /** What the model takes and gives. */
  Signature signature();

  /**
   * Runs the model.
   *
   * <p>Elements of a fixed size are read where they lie if the buffer is direct and starts at a
   * multiple of that size; else they are copied once. Elements of type {@code BYTES} must be UTF-8.
   * ONNX Runtime's interface for Java carries them in Java's modified UTF-8: the character NUL and
   * those beyond U+FFFF come back as they went in, but the model itself sees other bytes for them,
   * and ones that it holds itself do not come out right.
   *
   * @param inputs each input of the model once, in any order; their data are not kept after the
   *     call and not changed
   * @param outputs names of the outputs wanted; all if empty
   * @return the outputs wanted in that order, else all in the model's; they are the caller's
   * @throws com.footanalytics.vision.model.ModelException if the inputs are not what the model
   *     takes, it has no such output, or it fails
   */
  List<Tensor> run(List<Tensor> inputs, List<String> outputs);

  @Override
  void close();
}
