package com.footanalytics.vision.infer;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Where and how models run.
 *
 * @param device what to try, in which order
 * @param requireGpu whether a model is refused that could run on the processor only
 * @param gpu which GPU is used, and how
 * @param optimised whether TensorRT is tried at all
 */
public record InferenceSettings(
    DeviceChoice device, boolean requireGpu, Gpu gpu, boolean optimised) {

  /** With TensorRT where the device is chosen so. */
  public InferenceSettings(DeviceChoice device, boolean requireGpu, Gpu gpu) {
    this(device, requireGpu, gpu, true);
  }

  /** The same with TensorRT, or without. */
  public InferenceSettings optimised(boolean on) {
    return new InferenceSettings(device, requireGpu, gpu, on);
  }

  /** The processor alone. */
  public static final InferenceSettings CPU =
      new InferenceSettings(
          DeviceChoice.CPU,
          false,
          new Gpu(0, OptionalLong.empty(), 1, new Arithmetic(false, true), false, Path.of("")));

  /**
   * One GPU.
   *
   * @param index from 0, as the driver counts
   * @param memoryLimitBytes memory of the device that one session may take; unlimited if empty
   * @param sessions most sessions of one model that are opened on it
   * @param arithmetic how TensorRT may calculate
   * @param cudaGraphs whether runs are recorded once and replayed
   * @param cacheDir folder of what TensorRT has built; made if missing
   */
  public record Gpu(
      int index,
      OptionalLong memoryLimitBytes,
      int sessions,
      Arithmetic arithmetic,
      boolean cudaGraphs,
      Path cacheDir) {

    public Gpu {
      if (index < 0 || sessions < 1 || memoryLimitBytes.orElse(1) < 1) {
        throw new IllegalArgumentException(
            "gpu: index %d, sessions %d, memory limit %s (expected: >= 0, > 0, > 0 or none)"
                .formatted(index, sessions, memoryLimitBytes));
      }
    }
  }

  /**
   * How TensorRT may calculate.
   *
   * @param fp16 float32 layers in half precision
   * @param int8 layers between QuantizeLinear and DequantizeLinear in 8 bit integers, by the scales
   *     the graph carries
   */
  public record Arithmetic(boolean fp16, boolean int8) {}
}
