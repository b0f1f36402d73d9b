package com.footanalytics.vision.telemetry;

import java.time.Duration;

/** Where jobs are reported. Thread-safe; calls never block and never fail. */
public interface JobTelemetry {

  /** One more job ended so. */
  void ended(JobOutcome outcome);

  /**
   * The jobs that have not ended, as they are now.
   *
   * @param holds after which it is shown no longer, unless another report comes
   */
  void jobs(JobsReport report, Duration holds);
}
