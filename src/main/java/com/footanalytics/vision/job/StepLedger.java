package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps who prepares or finishes which job, how often that was begun and crashed, and when workers
 * started. Thread-safe and shared by processes.
 */
final class StepLedger {

  private final Database database;

  StepLedger(Database database) {
    this.database = database;
  }

  /**
   * What a job's prepare step, or after it its finish step, has gone through.
   *
   * @param attempts how often it was begun
   * @param crashes how many of those ended with a crash of their process
   */
  record Tries(JobId job, int attempts, int crashes) {}

  /** What the step went through before now. */
  Tries tries(JobId job) {
    return database
        .transaction(connection -> tries(new Sql(connection), job))
        .orElse(new Tries(job, 0, 0));
  }

  /** Begins an attempt: {@code worker} has the step. */
  void begin(JobId job, String worker) {
    database.transaction(connection -> {
      Sql sql = new Sql(connection);
      sql.update(
          """
          update job set step_attempts = step_attempts + 1,
            step_lost_by = case when step_worker <> ? then step_worker else step_lost_by end,
            step_worker = ?
          where id = ?\
          """,
          worker,
          worker,
          job.value());
      Optional<Tries> tries = tries(sql, job);
      raiseAttempts(sql, job, tries.map(Tries::attempts).orElse(0));
      return tries;
    });
  }

  /**
   * Ends an attempt.
   *
   * @param counted false if it was handed back
   */
  void end(JobId job, String worker, boolean counted) {
    database.transaction(connection ->
        new Sql(connection)
            .update(
                """
                update job set step_worker = null, step_attempts = greatest(step_attempts - ?, 0)
                where id = ? and step_worker = ?\
                """,
                counted ? 0 : 1,
                job.value(),
                worker));
  }

  /**
   * Counts a crash for every step that {@code worker} had when it died.
   *
   * @return those steps
   */
  List<Tries> crashed(String worker) {
    return database.transaction(connection -> {
      Sql sql = new Sql(connection);
      String held = "(step_worker = ? or step_lost_by = ?) and state = ?";
      String running = JobRows.stateName(JobState.Kind.RUNNING);
      List<JobId> jobs =
          sql.list(
              "select id from job where %s order by id for update".formatted(held),
              row -> new JobId(row.getString(1)),
              worker,
              worker,
              running);
      List<Tries> counted = new ArrayList<>();
      for (JobId job : jobs) {
        sql.update(
            """
            update job set step_crashes = step_crashes + 1,
              step_worker = case when step_worker = ? then null else step_worker end,
              step_lost_by = case when step_lost_by = ? then null else step_lost_by end
            where id = ?\
            """,
            worker,
            worker,
            job.value());
        tries(sql, job).ifPresent(counted::add);
      }
      return counted;
    });
  }

  /** Takes from a worker that is dead, or about to be, all it still has. */
  int releaseAll(String worker) {
    return database.transaction(connection -> {
      Sql sql = new Sql(connection);
      sql.update("update job set step_worker = null where step_worker = ?", worker);
      sql.update("update segment set worker = null where worker = ?", worker);
      return TaskRows.releaseAll(sql, worker);
    });
  }

  /** When a worker of this name started the last time. */
  Optional<Instant> lastStart(String worker) {
    return database.transaction(connection ->
        new Sql(connection)
            .first(
                "select started_at from worker where name = ?",
                row -> Sql.instant(row, "started_at").orElseThrow(),
                worker));
  }

  void started(String worker, Instant now) {
    database.transaction(connection -> {
      Sql sql = new Sql(connection);
      int known = sql.update("update worker set started_at = ? where name = ?", now, worker);
      return known > 0 ? known : sql.update("insert into worker values (?, ?)", worker, now);
    });
  }

  /** Makes a job's count of attempts at least {@code attempts}. */
  static void raiseAttempts(Sql sql, JobId job, int attempts) throws SQLException {
    sql.update(
        "update job set attempts = ?, version = version + 1 where id = ? and attempts < ?",
        attempts,
        job.value(),
        attempts);
  }

  private static Optional<Tries> tries(Sql sql, JobId job) throws SQLException {
    return sql.first(
        "select step_attempts, step_crashes from job where id = ?",
        row -> new Tries(job, row.getInt(1), row.getInt(2)),
        job.value());
  }
}
