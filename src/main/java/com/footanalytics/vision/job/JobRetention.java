package com.footanalytics.vision.job;

import java.time.Instant;
import java.util.List;

/**
 * Deletes ended jobs that are too old or too many. A job is no longer shown before the first of its
 * results is gone, and is forgotten after the last. Thread-safe and shared by processes.
 */
public final class JobRetention {

  private static final System.Logger LOG = System.getLogger(JobRetention.class.getName());
  private static final int AT_ONCE = 100;

  private final JobStores stores;
  private final JobObjects objects;

  public JobRetention(JobStores stores, JobObjects objects) {
    this.stores = stores;
    this.objects = objects;
  }

  /**
   * Deletes what need not be kept at {@code now}. A job whose results cannot be deleted is tried
   * again by the next sweep.
   *
   * @return how many jobs are gone
   */
  public int sweep(Instant now) {
    expire(now);
    int gone = 0;
    String last = "";
    List<JobId> expired = expiredAfter(last);
    while (!expired.isEmpty()) {
      gone += (int) expired.stream().filter(this::delete).count();
      last = expired.getLast().value();
      expired = expiredAfter(last);
    }
    return gone;
  }

  private void expire(Instant now) {
    stores
        .database()
        .transaction(connection -> {
          Sql sql = new Sql(connection);
          sql.update(
              "update job set expired = true where not expired and ended_at < ?",
              now.minus(stores.config().keepFor()));
          return sql.update(
              """
              update job set expired = true where id in (
                select id from job where ended_at is not null and not expired
                order by ended_at desc, id desc offset ? rows)\
              """,
              stores.config().maxEnded());
        });
  }

  private List<JobId> expiredAfter(String id) {
    return stores
        .database()
        .transaction(connection ->
            new Sql(connection)
                .list(
                    "select id from job where expired and id > ? order by id limit ?",
                    row -> new JobId(row.getString(1)),
                    id,
                    AT_ONCE));
  }

  private boolean delete(JobId job) {
    try {
      objects.delete(job);
      stores
          .database()
          .transaction(connection ->
              new Sql(connection).update("delete from job where id = ?", job.value()));
      return true;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "job " + job + " cannot be deleted yet", e);
      return false;
    }
  }
}
