package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.DeviceChoice;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Where and how models run. */
@ConfigMapping(prefix = "ml-pipeline.inference")
public interface InferenceConfig {

  /**
   * {@code cpu}, {@code cuda}, {@code tensorrt} or {@code auto}, the best that the build and the
   * machine have. What cannot be used is passed over, which a warning and the readiness say.
   */
  @WithDefault("auto")
  DeviceChoice device();

  /** Whether a model that could run on the processor only is refused, also at start-up. */
  @WithDefault("false")
  boolean requireGpu();

  /** Which GPU, from 0. */
  @WithDefault("0")
  int gpu();

  /** Bytes of the GPU's memory that one session of a model may take; unlimited if empty. */
  OptionalLong gpuMemoryLimit();

  /** Most sessions of one model on the GPU. At least 1. */
  @WithDefault("2")
  int gpuSessions();

  /** Whether TensorRT calculates float32 layers in half precision. */
  @WithDefault("false")
  boolean fp16();

  /** Whether TensorRT calculates the quantised layers of {@code int8} weights in 8 bits. */
  @WithDefault("true")
  boolean int8();

  /** Whether runs on the GPU are recorded and replayed, where the replay proves right. */
  @WithDefault("false")
  boolean cudaGraphs();

  /**
   * What TensorRT has built for a model is kept here; {@code engines} in the data folder if empty.
   */
  Optional<Path> cacheDir();
}
