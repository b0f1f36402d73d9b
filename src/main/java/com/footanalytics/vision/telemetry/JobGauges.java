package com.footanalytics.vision.telemetry;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** What is published of the jobs that have not ended, as long as it holds. Thread-safe. */
final class JobGauges {

  private static final double NANOS_PER_SECOND = 1e9;

  private final MeterFactory meters;
  private final HeldReport<JobsReport> last;

  JobGauges(MeterFactory meters, LongSupplier nanoTime) {
    this.meters = meters;
    this.last = new HeldReport<>(nanoTime);
  }

  /**
   * Shows a report.
   *
   * @param holds how long it is worth showing
   */
  void show(JobsReport report, Duration holds) {
    if (last.replace(report, holds)) {
      gauge(Meter.JOBS_NOW, JobsReport::queued, "queued");
      gauge(Meter.JOBS_NOW, JobsReport::running, "running");
      gauge(Meter.JOB_OLDEST_QUEUED, jobs -> seconds(jobs.oldestQueued()));
      gauge(Meter.JOB_LONGEST_STALLED, jobs -> seconds(jobs.longestStalled()));
    }
  }

  private void gauge(Meter meter, ToDoubleFunction<JobsReport> number, String... labels) {
    meters.gauge(meter, () -> last.number(number), labels);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
