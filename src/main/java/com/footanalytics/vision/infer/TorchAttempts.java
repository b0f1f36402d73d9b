package com.footanalytics.vision.infer;

import java.util.ArrayList;
import java.util.List;

/**
 * The ways to run a TorchScript model, by what is wanted.
 *
 * @param settings what is wanted
 * @param gpus how many the machine has
 */
record TorchAttempts(InferenceSettings settings, int gpus) {

  /** CUDA where a GPU is asked for, and the processor. */
  AttemptPlan plan() {
    var ruledOut = new ArrayList<String>();
    var attempts = new ArrayList<Attempt>();
    int gpu = settings.gpu().index();
    for (DeviceChoice.Device device : settings.device().order()) {
      switch (device) {
        case TENSORRT -> {
          if (settings.device() == DeviceChoice.TENSORRT) {
            ruledOut.add(device.name(gpu) + ": takes no TorchScript (expected: ONNX weights)");
          }
        }
        case CUDA -> {
          if (gpu < gpus) {
            attempts.add(
                new Attempt(device.name(gpu), settings.gpu().sessions(), List.of(), false));
          } else if (settings.device() != DeviceChoice.AUTO || settings.requireGpu()) {
            ruledOut.add(device.name(gpu) + ": PyTorch sees " + gpus + " GPUs");
          }
        }
        case CPU -> {
          if (!settings.requireGpu()) {
            attempts.add(Attempt.CPU);
          }
        }
      }
    }
    return new AttemptPlan(ruledOut, attempts);
  }
}
