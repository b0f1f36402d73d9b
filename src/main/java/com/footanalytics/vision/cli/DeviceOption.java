package com.footanalytics.vision.cli;

import com.footanalytics.vision.infer.DeviceChoice;
import com.footanalytics.vision.infer.InferenceSettings;
import com.footanalytics.vision.infer.PreferredEngines;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command runs models; how it does there is said by the service's own variables. */
final class DeviceOption {

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "${env:ML_PIPELINE_INFERENCE_DEVICE:-auto}",
      description =
          "Where it runs: auto, cpu, cuda or tensorrt (default: ${DEFAULT-VALUE}). What cannot be"
              + " used is passed over, and said.")
  private DeviceChoice device = DeviceChoice.AUTO;

  @Option(
      names = "--require-gpu",
      hidden = true,
      arity = "1",
      defaultValue = "${env:ML_PIPELINE_INFERENCE_REQUIRE_GPU:-false}")
  private boolean requireGpu;

  @Option(names = "--gpu", hidden = true, defaultValue = "${env:ML_PIPELINE_INFERENCE_GPU:-0}")
  private int gpu;

  @Option(
      names = "--gpu-memory-limit",
      hidden = true,
      defaultValue = "${env:ML_PIPELINE_INFERENCE_GPU_MEMORY_LIMIT}")
  private @Nullable Long gpuMemoryLimit;

  @Option(
      names = "--gpu-sessions",
      hidden = true,
      defaultValue = "${env:ML_PIPELINE_INFERENCE_GPU_SESSIONS:-2}")
  private int gpuSessions = 2;

  @Option(
      names = "--fp16",
      hidden = true,
      arity = "1",
      defaultValue = "${env:ML_PIPELINE_INFERENCE_FP16:-false}")
  private boolean fp16;

  @Option(
      names = "--int8",
      hidden = true,
      arity = "1",
      defaultValue = "${env:ML_PIPELINE_INFERENCE_INT8:-true}")
  private boolean int8 = true;

  @Option(
      names = "--cuda-graphs",
      hidden = true,
      arity = "1",
      defaultValue = "${env:ML_PIPELINE_INFERENCE_CUDA_GRAPHS:-false}")
  private boolean cudaGraphs;

  @Option(
      names = "--engine-cache",
      hidden = true,
      defaultValue = "${env:ML_PIPELINE_INFERENCE_CACHE_DIR:-data/engines}")
  private Path cacheDir = Path.of("data/engines");

  PreferredEngines engines() {
    try {
      return new PreferredEngines(
          new InferenceSettings(
              device,
              requireGpu,
              new InferenceSettings.Gpu(
                  gpu,
                  gpuMemoryLimit == null ? OptionalLong.empty() : OptionalLong.of(gpuMemoryLimit),
                  gpuSessions,
                  new InferenceSettings.Arithmetic(fp16, int8),
                  cudaGraphs,
                  cacheDir)));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitStatus.WRONG_USAGE, String.valueOf(e.getMessage()));
    }
  }
}
