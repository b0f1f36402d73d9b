package com.footanalytics.vision.job;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Schedules anew the steps that jobs still need and that got lost, such as by someone's hand. */
final class Reconciliation {

  private static final System.Logger LOG = System.getLogger(Reconciliation.class.getName());

  private final JobStores stores;

  Reconciliation(JobStores stores) {
    this.stores = stores;
  }

  void run() {
    boolean any = false;
    for (JobId job : unended()) {
      int added = stores.database().transaction(connection -> add(new Sql(connection), job));
      if (added > 0) {
        any = true;
        LOG.log(System.Logger.Level.WARNING, "job {0}: {1} lost steps are due again", job, added);
      }
    }
    if (any) {
      stores.bell().due();
    }
  }

  private List<JobId> unended() {
    return stores
        .database()
        .transaction(connection ->
            new Sql(connection)
                .list(
                    "select id from job where state in (?, ?)",
                    row -> new JobId(row.getString(1)),
                    JobRows.stateName(JobState.Kind.QUEUED),
                    JobRows.stateName(JobState.Kind.RUNNING)));
  }

  private static int add(Sql sql, JobId job) throws SQLException {
    boolean ended =
        sql.first(
                "select ended_at from job where id = ? for update",
                row -> row.getObject(1) != null,
                job.value())
            .orElse(true);
    if (ended) {
      return 0;
    }
    Set<StepName> there =
        new HashSet<>(
            sql.list(
                "select task_name, task_instance from scheduled_tasks where job_id = ?",
                row -> StepName.of(StepName.Kind.ofTask(row.getString(1)), row.getString(2)),
                job.value()));
    List<StepName> missing = new ArrayList<>(needed(sql, job));
    missing.removeAll(there);
    if (!missing.isEmpty()) {
      TaskRows.add(sql, TaskRows.Place.of(sql, job), missing);
    }
    return missing.size();
  }

  private static List<StepName> needed(Sql sql, JobId job) throws SQLException {
    List<Integer> undone =
        sql.list(
            "select number from segment where job_id = ? and not done",
            row -> row.getInt(1),
            job.value());
    if (!undone.isEmpty()) {
      return undone.stream().map(number -> StepName.segment(job, number)).toList();
    }
    boolean planned = sql.number("select count(*) from segment where job_id = ?", job.value()) > 0;
    return List.of(planned ? StepName.finish(job) : StepName.prepare(job));
  }
}
