package com.footanalytics.vision.pipeline;

import java.util.Optional;

/** Something a model must show in this process before it serves. */
@FunctionalInterface
public interface Proof {

  /**
   * Tries a model that was just loaded and that nobody else uses yet.
   *
   * @param detector stays the caller's
   * @return why it must not serve, in one line without its name; empty if it may
   * @throws com.footanalytics.vision.model.ModelException if it cannot be tried
   */
  Optional<String> objection(LoadedDetector detector) throws InterruptedException;
}
