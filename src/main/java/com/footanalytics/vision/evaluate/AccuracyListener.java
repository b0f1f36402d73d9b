package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.pipeline.LoadedDetector;

/** Hears how accurate models were found to be, those that serve or would. Thread-safe. */
@FunctionalInterface
public interface AccuracyListener {

  /**
   * A model was measured in this process, with the weights that were loaded.
   *
   * @param detector stays the caller's
   * @param dataset what it was measured on, such as {@code golden}
   * @param map50 mean average precision at IoU 0.50, 0 to 1
   */
  void measured(LoadedDetector detector, String dataset, double map50);
}
