package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.telemetry.JobOutcome;
import com.footanalytics.vision.telemetry.JobTelemetry;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers the ends it hears of, in order. Thread-safe. */
final class TestingJobTelemetry implements JobTelemetry {

  private final Queue<JobOutcome> ends = new ConcurrentLinkedQueue<>();

  @Override
  public void ended(JobOutcome outcome) {
    ends.add(outcome);
  }

  List<JobOutcome> ends() {
    return List.copyOf(ends);
  }
}
