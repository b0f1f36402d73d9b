package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.database.DatabaseException;
import com.footanalytics.vision.database.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans and segments in a database, shared by all processes that use it. Transactions that change
 * segments hold the row of their job, so those of one job come one after the other. Thread-safe.
 */
public final class JdbcSegmentStore implements SegmentStore {

  private static final System.Logger LOG = System.getLogger(JdbcSegmentStore.class.getName());
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final Database database;
  private final JobBell bell;
  private final Clock clock;
  private final Duration progressInterval;
  private final ProgressReports reports;

  /**
   * @param progressInterval the least time between two progress reports of one job
   */
  JdbcSegmentStore(Database database, JobBell bell, Clock clock, Duration progressInterval) {
    this.database = database;
    this.bell = bell;
    this.clock = clock;
    this.progressInterval = progressInterval;
    this.reports = new ProgressReports(progressInterval);
  }

  @Override
  public JobPlan plan(JobId job, JobPlan plan) {
    JobPlan holds =
        database.transaction(connection -> {
          Sql sql = new Sql(connection);
          boolean runs = holdIfRunning(sql, job);
          Optional<JobPlan> known = planOf(sql, job);
          if (runs && known.isEmpty()) {
            keep(sql, job, plan);
          }
          return known.orElse(plan);
        });
    bell.changed();
    bell.due();
    return holds;
  }

  @Override
  public Optional<JobPlan> planOf(JobId job) {
    return database.transaction(connection -> planOf(new Sql(connection), job));
  }

  @Override
  public List<Segment> of(JobId job) {
    return database.transaction(connection ->
        new Sql(connection)
            .list(
                "select * from segment where job_id = ? order by number",
                SegmentRows::read,
                job.value()));
  }

  @Override
  public Optional<Segment> find(JobId job, int number) {
    return database.transaction(connection -> find(new Sql(connection), job, number));
  }

  @Override
  public Optional<Segment> begin(JobId job, int number, String worker) {
    Optional<Segment> begun =
        database.transaction(connection -> {
          Sql sql = new Sql(connection);
          return holdIfRunning(sql, job) ? begin(sql, job, number, worker) : Optional.empty();
        });
    begun.ifPresent(_ -> bell.changed());
    return begun;
  }

  private Optional<Segment> begin(Sql sql, JobId job, int number, String worker)
      throws SQLException {
    int begun =
        sql.update(
            """
            update segment set attempts = attempts + 1, frames_done = 0,
              lost_by = case when worker <> ? then worker else lost_by end, worker = ?
            where job_id = ? and number = ? and not done\
            """,
            worker,
            worker,
            job.value(),
            number);
    if (begun == 0) {
      return Optional.empty();
    }
    Optional<Segment> segment = find(sql, job, number);
    StepLedger.raiseAttempts(sql, job, segment.map(Segment::attempts).orElse(0));
    ProgressSum.write(sql, job, clock.instant());
    return segment;
  }

  @Override
  public void progress(JobId job, int number, long frames) {
    Optional<Map<Integer, Long>> due = reports.add(job, number, frames);
    if (due.isEmpty()) {
      return;
    }
    try {
      if (write(job, due.get())) {
        bell.changed();
      }
    } catch (DatabaseException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "progress of job " + job + " is not kept: " + e.getMessage());
      reports.putOff(job, AFTER_FAILURE);
    }
  }

  private boolean write(JobId job, Map<Integer, Long> frames) {
    return database.transaction(connection -> {
      Sql sql = new Sql(connection);
      if (!holdIfRunning(sql, job)) {
        return false;
      }
      List<@Nullable Object[]> rows = new ArrayList<>();
      frames.forEach((number, done) -> rows.add(new Object[] {done, job.value(), number}));
      sql.batch(
          "update segment set frames_done = ? where job_id = ? and number = ? and not done", rows);
      Instant now = clock.instant();
      boolean due = ProgressSum.isDue(sql, job, now, progressInterval);
      if (due) {
        ProgressSum.write(sql, job, now);
      }
      return due;
    });
  }

  @Override
  public void handBack(JobId job, int number, String worker) {
    letGo(job, number, worker, 1);
  }

  @Override
  public void release(JobId job, int number, String worker) {
    letGo(job, number, worker, 0);
  }

  private void letGo(JobId job, int number, String worker, int attempts) {
    reports.forget(job, number);
    database.transaction(connection ->
        new Sql(connection)
            .update(
                """
                update segment set worker = null, attempts = attempts - ?, frames_done = 0
                where job_id = ? and number = ? and worker = ? and not done\
                """,
                attempts,
                job.value(),
                number,
                worker));
  }

  @Override
  public void done(JobId job, int number, SegmentResult result) {
    reports.forget(job, number);
    boolean last =
        database.transaction(connection -> {
          Sql sql = new Sql(connection);
          boolean runs = holdIfRunning(sql, job);
          if (!SegmentRows.done(sql, job, number, result) || !runs) {
            return false;
          }
          ProgressSum.write(sql, job, clock.instant());
          boolean complete =
              0
                  == sql.number(
                      "select count(*) from segment where job_id = ? and not done", job.value());
          if (complete) {
            TaskRows.addFinish(sql, TaskRows.Place.of(sql, job));
          }
          return complete;
        });
    bell.changed();
    if (last) {
      bell.due();
    }
  }

  @Override
  public List<Segment> crashed(String worker) {
    return database.transaction(connection -> {
      Sql sql = new Sql(connection);
      String held = "(worker = ? or lost_by = ?) and not done";
      List<Segment> segments =
          sql.list(
              "select * from segment where %s order by job_id, number for update".formatted(held),
              SegmentRows::read,
              worker,
              worker);
      sql.update(
          """
          update segment set crashes = crashes + 1,
            worker = case when worker = ? then null else worker end,
            lost_by = case when lost_by = ? then null else lost_by end
          where\
          """
              + " "
              + held,
          worker,
          worker,
          worker,
          worker);
      List<Segment> counted = new ArrayList<>();
      for (Segment segment : segments) {
        find(sql, segment.job(), segment.number()).ifPresent(counted::add);
      }
      return counted;
    });
  }

  private static void keep(Sql sql, JobId job, JobPlan plan) throws SQLException {
    SegmentRows.insert(sql, job, plan.segments());
    TaskRows.addSegments(sql, TaskRows.Place.of(sql, job), plan.segments().size());
    sql.update(
        """
        update job set plan_model = ?, plan_frames = ?, frames_expected = ?, step_attempts = 0,
          step_crashes = 0, version = version + 1 where id = ?\
        """,
        plan.model(),
        plan.framesExpected(),
        plan.framesExpected(),
        job.value());
  }

  /** Keeps others from changing a job's segments until the end of the transaction. */
  private static boolean holdIfRunning(Sql sql, JobId job) throws SQLException {
    return sql.first(
            "select state from job where id = ? for update", row -> row.getString(1), job.value())
        .map(JobRows.stateName(JobState.Kind.RUNNING)::equals)
        .orElse(false);
  }

  private static Optional<Segment> find(Sql sql, JobId job, int number) throws SQLException {
    return sql.first(
        "select * from segment where job_id = ? and number = ?",
        SegmentRows::read,
        job.value(),
        number);
  }

  private static Optional<JobPlan> planOf(Sql sql, JobId job) throws SQLException {
    List<SegmentRange> ranges =
        sql.list(
            "select * from segment where job_id = ? order by number",
            SegmentRows::range,
            job.value());
    if (ranges.isEmpty()) {
      return Optional.empty();
    }
    return sql.first(
        "select plan_model, plan_frames from job where id = ?",
        row -> new JobPlan(row.getString(1), ranges, row.getLong(2)),
        job.value());
  }
}
