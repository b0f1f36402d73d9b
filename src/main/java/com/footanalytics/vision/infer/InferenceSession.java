package com.footanalytics.vision.infer;

import java.nio.ByteBuffer;

/** A loaded detector that one thread at a time may run. Owns its native memory until closed. */
public interface InferenceSession extends TensorSession {

  /**
   * Runs the model on pictures.
   *
   * @param images direct buffer, uint8, shape [count, height, width, 3]; read from position 0, not
   *     kept after the call
   * @param count pictures in the batch, at least 1
   * @return every output of the model; the values are the caller's
   * @throws com.footanalytics.vision.model.ModelException if the model does not take a batch of
   *     that size
   */
  Outputs run(ByteBuffer images, int count);
}
