package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Sql;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the scheduler's own table, written in the transactions they belong to. A row is due as
 * soon as it is there; rows are taken by their turn, those of one turn in the order in which their
 * jobs came.
 *
 * <p>A job's turns begin at its place in the queue, {@link #SEGMENT_TURNS} later with each segment
 * before the one at hand. So whoever had less goes first, and yet only jobs up to a turn's place
 * can come before it: every job gets on, however many come after it.
 */
final class TaskRows {

  /** How many jobs that come put a segment off as much as one segment before it does. */
  static final int SEGMENT_TURNS = 8;

  private TaskRows() {}

  /**
   * What orders the steps of a job among all.
   *
   * @param place higher with every job
   * @param created when the job came
   */
  record Place(JobId job, long place, Instant created) {

    static Place of(Sql sql, JobId job) throws SQLException {
      return sql.first(
              "select place, created_at from job where id = ?",
              row ->
                  new Place(
                      job, row.getLong("place"), Sql.instant(row, "created_at").orElseThrow()),
              job.value())
          .orElseThrow();
    }

    private long turn(StepName step) {
      return place + SEGMENT_TURNS * Math.max(step.number(), 0L);
    }

    private Object[] row(StepName step) {
      return new Object[] {
        step.kind().taskName(),
        step.instance(),
        created.plus(step.number() + 1, ChronoUnit.MICROS),
        false,
        1L,
        Math.toIntExact(-turn(step)),
        job.value()
      };
    }
  }

  static void addPrepare(Sql sql, Place place) throws SQLException {
    add(sql, place, List.of(StepName.prepare(place.job())));
  }

  static void addSegments(Sql sql, Place place, int count) throws SQLException {
    add(
        sql,
        place,
        IntStream.range(0, count)
            .mapToObj(number -> StepName.segment(place.job(), number))
            .toList());
  }

  static void addFinish(Sql sql, Place place) throws SQLException {
    add(sql, place, List.of(StepName.finish(place.job())));
  }

  static void add(Sql sql, Place place, List<StepName> steps) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    steps.forEach(step -> rows.add(place.row(step)));
    sql.batch(
        """
        insert into scheduled_tasks
          (task_name, task_instance, execution_time, picked, version, priority, job_id)
        values (?, ?, ?, ?, ?, ?, ?)\
        """,
        rows);
  }

  /** Drops the steps of a job that no worker has. */
  static void dropWaiting(Sql sql, JobId job) throws SQLException {
    sql.update("delete from scheduled_tasks where job_id = ? and not picked", job.value());
  }

  /**
   * Takes from a worker all it has, for others to take.
   *
   * @return how many steps that were
   */
  static int releaseAll(Sql sql, String worker) throws SQLException {
    return sql.update(
        """
        update scheduled_tasks
        set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
        where picked and picked_by = ?\
        """,
        worker);
  }

  /**
   * Takes one step from its worker, whose failures so far still count.
   *
   * @return false if the worker has it no longer
   */
  static boolean release(Sql sql, Execution execution) throws SQLException {
    return 1
        == sql.update(
            """
            update scheduled_tasks
            set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
            where picked and task_name = ? and task_instance = ? and version = ?\
            """,
            execution.getTaskName(),
            execution.getId(),
            execution.version);
  }
}
