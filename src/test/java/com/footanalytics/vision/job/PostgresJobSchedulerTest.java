package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.database.DatabaseException;
import com.footanalytics.vision.database.Sql;
import com.footanalytics.vision.testing.TestingDatabases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresJobSchedulerTest extends JobSchedulerContract {

  PostgresJobSchedulerTest() {
    super(TestingDatabases.Kind.POSTGRESQL);
  }

  @Test
  void jobsOutliveEveryConnectionToTheirDatabase() throws Exception {
    Process one = new Process("one", 10, "max-queued", "50", "concurrency", "2");
    Process two = new Process("two", 10, "max-queued", "50", "concurrency", "2");
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      jobs.add(submit(one));
    }
    one.scheduler.start();
    two.scheduler.start();
    for (Job job : jobs) {
      cutOff();
      assertEquals(new JobState.Succeeded(), awaitEndThroughFailures(job.id()).state());
      assertEquals(10, one.stores.segments().of(job.id()).stream().filter(Segment::isDone).count());
    }
  }

  private Job awaitEndThroughFailures(JobId id) throws InterruptedException {
    while (true) {
      try {
        return awaitEnd(id);
      } catch (DatabaseException _) {
        // The wait was on one of the connections that are gone.
        Thread.onSpinWait();
      }
    }
  }

  private void cutOff() {
    try {
      database.transaction(connection ->
          new Sql(connection)
              .list(
                  """
                  select pg_terminate_backend(pid) from pg_stat_activity
                  where datname = current_database() and pid <> pg_backend_pid()\
                  """,
                  row -> row.getBoolean(1)));
    } catch (DatabaseException _) {
      // Cut off itself, by the round before.
      Thread.onSpinWait();
    }
  }
}
