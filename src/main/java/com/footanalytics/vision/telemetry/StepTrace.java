package com.footanalytics.vision.telemetry;

/** The trace of a step of a job while it runs; ends with it. Thread-safe. */
public interface StepTrace extends Trace, AutoCloseable {

  /** Says that the step did not do what it was for. */
  void failed(String reason);

  @Override
  void close();
}
