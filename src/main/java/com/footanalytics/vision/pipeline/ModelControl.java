package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.model.ModelStatus;
import java.util.List;
import java.util.Optional;

/** Which models are loaded, and the means to change it while the service runs. Thread-safe. */
public interface ModelControl {

  /** Every version in the repository and every one that is loaded, in order. */
  List<ModelStatus> index();

  /**
   * Loads a model and waits until it serves; one that is loaded already is replaced once the new
   * one has proven itself.
   *
   * @param choice {@code name} or {@code name:version}
   * @throws com.footanalytics.vision.model.ModelException if it cannot be used
   */
  void load(String choice);

  /**
   * Gives a model no more work; what it has finishes.
   *
   * @param choice {@code name} for all its versions, or {@code name:version}
   * @throws com.footanalytics.vision.model.ModelException if no such model is loaded
   */
  void unload(String choice);

  /** Why the default model does not serve, in one line; empty if it does. */
  Optional<String> refusal();
}
