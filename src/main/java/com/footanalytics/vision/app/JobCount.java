package com.footanalytics.vision.app;

import com.footanalytics.vision.database.DatabaseException;
import com.footanalytics.vision.job.JobCensus;
import com.footanalytics.vision.telemetry.JobTelemetry;
import com.footanalytics.vision.telemetry.JobsReport;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Counts the jobs that have not ended for metrics, again and again until interrupted. While they
 * cannot be counted, what was counted last is shown for {@value #PATIENCE} intervals and then no
 * longer.
 */
final class JobCount implements Callable<Void> {

  static final int PATIENCE = 3;

  private static final System.Logger LOG = System.getLogger(JobCount.class.getName());

  private final Supplier<JobCensus> census;
  private final JobTelemetry telemetry;
  private final Duration interval;
  private final Pause pause;
  private boolean fails;

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  JobCount(Supplier<JobCensus> census, JobTelemetry telemetry, Duration interval, Pause pause) {
    this.census = census;
    this.telemetry = telemetry;
    this.interval = interval;
    this.pause = pause;
  }

  @Override
  public Void call() throws InterruptedException {
    while (true) {
      count();
      pause.of(interval);
    }
  }

  private void count() {
    try {
      JobCensus jobs = census.get();
      telemetry.jobs(
          new JobsReport(jobs.queued(), jobs.running(), jobs.oldestQueued(), jobs.longestStalled()),
          interval.multipliedBy(PATIENCE));
      fails = false;
    } catch (DatabaseException e) {
      if (!fails) {
        LOG.log(System.Logger.Level.WARNING, "jobs cannot be counted: " + e.getMessage());
      }
      fails = true;
    }
  }
}
