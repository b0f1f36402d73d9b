package com.footanalytics.vision.telemetry;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is published of the jobs that have not ended. A report that is not followed by another in
 * time is no longer shown: the series are then not a number. Thread-safe.
 */
final class JobGauges {

  private static final double NANOS_PER_SECOND = 1e9;

  private final MeterFactory meters;
  private final LongSupplier nanoTime;
  private volatile @Nullable Shown shown;

  private record Shown(JobsReport report, long untilNanos) {}

  JobGauges(MeterFactory meters, LongSupplier nanoTime) {
    this.meters = meters;
    this.nanoTime = nanoTime;
  }

  /**
   * Shows a report.
   *
   * @param holds how long it is worth showing
   */
  synchronized void show(JobsReport report, Duration holds) {
    boolean first = shown == null;
    shown = new Shown(report, nanoTime.getAsLong() + holds.toNanos());
    if (first) {
      gauge(Meter.JOBS_NOW, JobsReport::queued, "queued");
      gauge(Meter.JOBS_NOW, JobsReport::running, "running");
      gauge(Meter.JOB_OLDEST_QUEUED, jobs -> seconds(jobs.oldestQueued()));
      gauge(Meter.JOB_LONGEST_STALLED, jobs -> seconds(jobs.longestStalled()));
    }
  }

  private void gauge(Meter meter, ToDoubleFunction<JobsReport> number, String... labels) {
    meters.gauge(meter, () -> now(number), labels);
  }

  private double now(ToDoubleFunction<JobsReport> number) {
    Shown last = shown;
    return last == null || nanoTime.getAsLong() - last.untilNanos > 0
        ? Double.NaN
        : number.applyAsDouble(last.report);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
