package com.footanalytics.vision.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests of the Open Inference Protocol are taken. */
@ConfigMapping(prefix = "ml-pipeline.inference-protocol")
public interface InferenceProtocolConfig {

  /** The largest body in bytes, also once it is inflated; a larger one is answered 413. */
  @WithDefault("67108864")
  int maxBodyBytes();

  /**
   * Memory for requests that are read or wait, in bytes; one that finds no room is answered 429.
   */
  @WithDefault("268435456")
  long poolBytes();

  /** How long a caller waits who does not say; then the answer is 504. */
  @WithDefault("PT30S")
  Duration defaultTimeout();

  /**
   * How long a body may take to arrive, which else is answered 408, and a large answer to be taken;
   * then the connection is closed.
   */
  @WithDefault("PT30S")
  Duration bodyTimeout();
}
