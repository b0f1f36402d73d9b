package com.footanalytics.vision.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long connections over HTTP are put up with. */
@ConfigMapping(prefix = "ml-pipeline.connections")
public interface ConnectionConfig {

  /**
   * How long the head of a request may take to arrive, the first one from the start of the
   * connection, others from their first byte; then the answer is 408 and the connection closed.
   */
  @WithDefault("PT10S")
  Duration headTimeout();
}
