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
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration HOLDS = INTERVAL.multipliedBy(Counts.PATIENCE);

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
    Counts counts = counts(this::threePauses, new JobCount(() -> census, telemetry));
    assertThrows(InterruptedException.class, counts::call);
    JobsReport report = new JobsReport(3, 1, Duration.ofSeconds(7), Duration.ofSeconds(2));
    var each = Map.entry(report, HOLDS);
    assertEquals(List.of(each, each, each), told);
    assertEquals(List.of(INTERVAL, INTERVAL, INTERVAL), pauses);
  }

  @Test
  void whileTheDatabaseIsGoneNothingIsToldAndTheCountGoesOn() {
    Database database = TestingDatabases.memory();
    JobStores stores = new JobStores(database, TestingJobConfig.of(), Clock.systemUTC());
    Counts.Pause closing =
        length -> {
          database.close();
          threePauses(length);
        };
    Counts counts = counts(closing, new JobCount(stores::census, telemetry));
    assertThrows(InterruptedException.class, counts::call);
    assertEquals(1, told.size());
    assertEquals(3, pauses.size());
  }

  @Test
  void whatCannotBeCountedDoesNotKeepTheOthersFromIt() {
    List<Duration> second = new ArrayList<>();
    Counts counts =
        counts(
            this::threePauses,
            _ -> {
              throw new IOException("no such disk");
            },
            second::add);
    assertThrows(InterruptedException.class, counts::call);
    assertEquals(List.of(HOLDS, HOLDS, HOLDS), second);
  }

  private static Counts counts(Counts.Pause pause, Counts.Telling... tellings) {
    List<Counts.Count> all = new ArrayList<>();
    for (Counts.Telling telling : tellings) {
      all.add(new Counts.Count("things", telling));
    }
    return new Counts(all, INTERVAL, pause);
  }

  private void threePauses(Duration length) throws InterruptedException {
    pauses.add(length);
    if (pauses.size() == 3) {
      throw new InterruptedException("told to stop");
    }
  }
}
