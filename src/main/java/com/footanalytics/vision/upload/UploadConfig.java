package com.footanalytics.vision.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What may be handed in, and how long it is kept. */
@ConfigMapping(prefix = "ml-pipeline.upload")
public interface UploadConfig {

  /** The largest video in bytes; a larger one is answered 413. At least 1. */
  @WithDefault("17179869184")
  long maxBytes();

  /**
   * Bytes of all videos and unfinished uploads together; what goes beyond is answered 507. 0 for no
   * limit.
   */
  @WithDefault("214748364800")
  long maxStoredBytes();

  /** How long an upload may wait for its next byte before it is removed. */
  @WithDefault("PT24H")
  Duration expiresAfter();

  /** How long a video is kept that no job needs; for ever if empty. */
  Optional<Duration> keepVideos();
}
