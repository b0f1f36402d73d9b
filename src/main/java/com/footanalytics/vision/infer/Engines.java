package com.footanalytics.vision.infer;

/** One engine, or several of which the first that can is used. Thread-safe. */
public interface Engines {

  /**
   * Loads a model.
   *
   * @param threads threads one run of a session may use, at least 1
   * @param sessions how many runs are wanted side by side, at least 1
   * @return sessions on one device; fewer than wanted where the device holds fewer
   * @throws com.footanalytics.vision.model.ModelException if no engine here can run it
   */
  OpenedModel open(ModelFile model, int threads, int sessions);

  /**
   * Loads a model for tensors.
   *
   * @param threads threads one run of a session may use, at least 1
   * @param sessions how many runs are wanted side by side, at least 1
   * @return sessions on one device; fewer than wanted where the device holds fewer
   * @throws com.footanalytics.vision.model.ModelException if no engine here can run it, or it does
   *     not take the batches it is said to take
   */
  OpenedTensors openTensors(TensorFile model, int threads, int sessions);
}
