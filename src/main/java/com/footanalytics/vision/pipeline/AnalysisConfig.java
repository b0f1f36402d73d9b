package com.footanalytics.vision.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How videos and pictures are analysed. */
@ConfigMapping(prefix = "ml-pipeline.analysis")
public interface AnalysisConfig {

  /** {@code name} or {@code name:version} used where a caller chooses none; needed if several. */
  Optional<String> model();

  /** Precision of the weights, such as {@code int8}; each manifest's default if empty. */
  Optional<String> precision();

  /** Inference sessions that run side by side; one for each core if empty. */
  OptionalInt sessions();

  /** Threads the decoder of one video may use; a quarter of the cores, at least two, if empty. */
  OptionalInt decoderThreads();

  /**
   * Threads that move the bytes of HTTP and gRPC; one for each core, 16 at the most, if empty.
   * Quarkus' own settings of them come first.
   */
  OptionalInt eventLoops();

  /** Largest width times height of a picture of a video. */
  @WithDefault("35389440")
  long maxPixels();

  /** Most frames of a video. */
  @WithDefault("10000000")
  long maxFrames();

  /** Longest duration of a video. */
  @WithDefault("PT24H")
  Duration maxDuration();
}
