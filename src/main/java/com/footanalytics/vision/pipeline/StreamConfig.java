package com.footanalytics.vision.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How videos that come as bytes over gRPC are taken. */
@ConfigMapping(prefix = "ml-pipeline.streams")
public interface StreamConfig {

  /**
   * Videos that are analysed at once while they come in; one more is answered RESOURCE_EXHAUSTED.
   * At least 1.
   */
  @WithDefault("4")
  int concurrency();
}
