package com.footanalytics.vision.app;

import com.footanalytics.vision.job.JobCensus;
import com.footanalytics.vision.telemetry.JobTelemetry;
import com.footanalytics.vision.telemetry.JobsReport;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Counts the jobs that have not ended.
 *
 * @param census asks the database
 */
record JobCount(Supplier<JobCensus> census, JobTelemetry telemetry) implements Counts.Telling {

  @Override
  public void tell(Duration holds) {
    JobCensus jobs = census.get();
    telemetry.jobs(
        new JobsReport(jobs.queued(), jobs.running(), jobs.oldestQueued(), jobs.longestStalled()),
        holds);
  }
}
