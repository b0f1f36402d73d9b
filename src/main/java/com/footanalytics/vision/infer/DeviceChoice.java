package com.footanalytics.vision.infer;

import java.util.List;

/** Where models are wanted to run; what cannot be used is passed over for what follows. */
public enum DeviceChoice {
  /** TensorRT, CUDA or the processor: the first that this build holds and this machine can use. */
  AUTO(List.of(Device.TENSORRT, Device.CUDA, Device.CPU)),
  /** The processor. */
  CPU(List.of(Device.CPU)),
  /** An NVIDIA GPU by CUDA. */
  CUDA(List.of(Device.CUDA, Device.CPU)),
  /** An NVIDIA GPU by TensorRT, and by CUDA where that cannot be used. */
  TENSORRT(List.of(Device.TENSORRT, Device.CUDA, Device.CPU));

  private final List<Device> order;

  DeviceChoice(List<Device> order) {
    this.order = order;
  }

  /** What to try, best first. */
  List<Device> order() {
    return order;
  }

  /** Kinds of device, each with one way to drive it. */
  enum Device {
    CPU,
    CUDA,
    TENSORRT;

    /** The name results and metrics carry: {@code cpu}, {@code cuda:0}, {@code tensorrt:0}. */
    String name(int gpu) {
      return switch (this) {
        case CPU -> "cpu";
        case CUDA -> "cuda:" + gpu;
        case TENSORRT -> "tensorrt:" + gpu;
      };
    }
  }
}
