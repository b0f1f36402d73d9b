package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.model.ModelId;

/** Hears how far the models that serve agree with their float32 weights. Thread-safe. */
@FunctionalInterface
public interface AgreementListener {

  /**
   * A model was compared on frames of videos.
   *
   * @param found share of what the float32 weights find that those that serve find too, 0 to 1
   */
  void compared(ModelId model, double found);
}
