package com.footanalytics.vision.telemetry;

/** Where the ends of jobs are counted. Thread-safe; calls never block and never fail. */
public interface JobTelemetry {

  /** One more job ended so. */
  void ended(JobOutcome outcome);
}
