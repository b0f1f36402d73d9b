package com.footanalytics.vision.gpu;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the GPUs are watched. */
@ConfigMapping(prefix = "ml-pipeline.gpu")
public interface GpuConfig {

  /** Whether the driver is asked how busy and how full the GPUs are. */
  @WithDefault("true")
  boolean watched();

  /** Time between two questions. */
  @WithDefault("PT2S")
  Duration period();

  /** How long an answer may take; until it comes nothing is known of the GPUs. */
  @WithDefault("PT10S")
  Duration patience();

  /**
   * NVIDIA's management library, which comes with the driver: a name that is looked up or a path.
   */
  @WithDefault("libnvidia-ml.so.1")
  String library();
}
