package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.job.JobCensus;
import com.footanalytics.vision.job.JobStores;
import com.footanalytics.vision.job.TestingJobConfig;
import com.footanalytics.vision.telemetry.JobOutcome;
import com.footanalytics.vision.telemetry.JobTelemetry;
import com.footanalytics.vision.telemetry.JobsReport;
import com.footanalytics.vision.testing.TestingDatabases;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobCountTest {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final List<Map.Entry<JobsReport, Duration>> told = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final JobTelemetry telemetry =
      new JobTelemetry() {
        @Override
        public void ended(JobOutcome outcome) {}

        @Override
        public void jobs(JobsReport report, Duration holds) {
          told.add(Map.entry(report, holds));
        }
      };

  @Test
  void jobsAreCountedAtOnceAndInEveryRoundUntilInterrupted() {
    JobCensus census = new JobCensus(3, 1, Duration.ofSeconds(7), Duration.ofSeconds(2));
    JobCount count = new JobCount(() -> census, telemetry, INTERVAL, this::threePauses);
    assertThrows(InterruptedException.class, count::call);
    JobsReport report = new JobsReport(3, 1, Duration.ofSeconds(7), Duration.ofSeconds(2));
    var each = Map.entry(report, INTERVAL.multipliedBy(JobCount.PATIENCE));
    assertEquals(List.of(each, each, each), told);
    assertEquals(List.of(INTERVAL, INTERVAL, INTERVAL), pauses);
  }

  @Test
  void whileTheDatabaseIsGoneNothingIsToldAndTheCountGoesOn() {
    Database database = TestingDatabases.memory();
    JobStores stores = new JobStores(database, TestingJobConfig.of(), Clock.systemUTC());
    JobCount.Pause closing =
        length -> {
          database.close();
          threePauses(length);
        };
    JobCount count = new JobCount(stores::census, telemetry, INTERVAL, closing);
    assertThrows(InterruptedException.class, count::call);
    assertEquals(1, told.size());
    assertEquals(3, pauses.size());
  }

  private void threePauses(Duration length) throws InterruptedException {
    pauses.add(length);
    if (pauses.size() == 3) {
      throw new InterruptedException("told to stop");
    }
  }
}
