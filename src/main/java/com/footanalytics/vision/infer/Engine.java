package com.footanalytics.vision.infer;

import java.nio.file.Path;

/** Loads model files of one format on one kind of device. */
public interface Engine extends Engines {

  /** The engine's name as results and metrics carry it, such as {@code OnnxRuntime}. */
  String name();

  /** The device sessions run on, such as {@code cpu}. */
  String device();

  /**
   * Loads a model.
   *
   * @param weights the model file
   * @param input what the model takes; sessions make it of uint8 NHWC RGB pictures of its size
   * @param threads threads one run may use, at least 1
   * @throws com.footanalytics.vision.model.ModelException if the file is not a model this engine
   *     can run with that input
   */
  InferenceSession load(Path weights, com.footanalytics.vision.model.InputSpec input, int threads);

  @Override
  default OpenedModel open(ModelFile model, int threads, int sessions) {
    return OpenedModel.on(this, model, threads, sessions);
  }

  @Override
  default OpenedTensors openTensors(TensorFile model, int threads, int sessions) {
    throw new com.footanalytics.vision.model.ModelException(
        model.name() + ": " + name() + " runs detectors only (expected: ONNX Runtime)");
  }
}
