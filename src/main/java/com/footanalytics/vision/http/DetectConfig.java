package com.footanalytics.vision.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How single pictures are taken. */
@ConfigMapping(prefix = "ml-pipeline.detect")
public interface DetectConfig {

  /** The largest encoded picture in bytes; a larger one is answered 413. */
  @WithDefault("20971520")
  int maxPictureBytes();

  /** How long a caller waits who does not say; then the answer is 504. */
  @WithDefault("PT2S")
  Duration defaultTimeout();

  /** The longest a caller may ask to wait; a longer wish is answered 400. */
  @WithDefault("PT30S")
  Duration maxTimeout();
}
