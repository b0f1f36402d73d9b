package com.footanalytics.vision.evaluate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How models prove that they are as accurate as they claim. */
@ConfigMapping(prefix = "ml-pipeline.accuracy")
public interface AccuracyConfig {

  /** Whether a model must reach its recorded accuracy on its golden set before it serves. */
  @WithDefault("true")
  boolean atLoad();

  /**
   * How far below the record mAP50 may lie, 0 to 1; kernels of other processors round otherwise.
   */
  @WithDefault("0.02")
  double tolerance();

  /** Time between two measurements of the models that serve. */
  @WithDefault("PT1H")
  Duration interval();

  /** The share of one session's time that such a measurement may take, above 0, at most 1. */
  @WithDefault("0.1")
  double share();

  /**
   * Share of the frames of videos, 0 to 1, that a model's float32 weights see as well, when nobody
   * waits, to tell how far those that serve agree with them. 0 for none; then they take no memory.
   */
  @WithDefault("0.002")
  double agreementShare();
}
