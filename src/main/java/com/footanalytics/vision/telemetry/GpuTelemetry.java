package com.footanalytics.vision.telemetry;

import java.util.List;

/** Where the state of the GPUs is reported. Thread-safe; calls never block and never fail. */
@FunctionalInterface
public interface GpuTelemetry {

  /**
   * The GPUs as they are now.
   *
   * @param reports of every GPU of which anything is known; others are no longer shown
   */
  void gpus(List<GpuReport> reports);
}
