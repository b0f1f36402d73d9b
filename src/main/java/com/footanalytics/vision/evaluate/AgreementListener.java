package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.pipeline.LoadedDetector;

/** Hears how far models agree with their float32 weights. Thread-safe. */
@FunctionalInterface
public interface AgreementListener {

  /**
   * A model was compared on frames of videos.
   *
   * @param detector what saw the last of them; it may be gone
   * @param found share of what the float32 weights find that it finds too, 0 to 1
   */
  void compared(LoadedDetector detector, double found);
}
