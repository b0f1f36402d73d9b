package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.model.ModelId;

/** Hears how accurate the models that serve were found to be. Thread-safe. */
@FunctionalInterface
public interface AccuracyListener {

  /**
   * A model was measured in this process, with the weights it serves.
   *
   * @param dataset what it was measured on, such as {@code golden}
   * @param map50 mean average precision at IoU 0.50, 0 to 1
   */
  void measured(ModelId model, String dataset, double map50);
}
