package com.footanalytics.vision.telemetry;

import java.time.Duration;

/** Where it is reported how full the store is. Thread-safe; calls never block and never fail. */
public interface StorageTelemetry {

  /**
   * How full it is now.
   *
   * @param holds after which it is shown no longer, unless another report comes
   */
  void stored(StorageReport report, Duration holds);
}
