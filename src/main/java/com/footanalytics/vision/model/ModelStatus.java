package com.footanalytics.vision.model;

/**
 * Whether a model can be worked with.
 *
 * @param id which
 * @param reason why not, in one line that names the model; of a ready one, why its last loading
 *     failed; empty if all is well
 */
public record ModelStatus(ModelId id, State state, String reason) {

  /** Where a model stands. */
  public enum State {
    /** Being loaded and proven. */
    LOADING,
    /** Serves. */
    READY,
    /** Was unloaded or refused. */
    UNAVAILABLE
  }
}
