package com.footanalytics.vision.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What may be handed in. */
@ConfigMapping(prefix = "ml-pipeline.upload")
public interface UploadConfig {

  /** The largest video in bytes; a larger one is answered 413. At least 1. */
  @WithDefault("17179869184")
  long maxBytes();
}
