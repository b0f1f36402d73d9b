package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs in a database, shared by all processes that use it. Keeping a job also schedules its first
 * step, ending one drops the steps that nobody has begun, each in one transaction. Thread-safe.
 */
public final class JdbcJobStore implements JobStore {

  private static final Duration QUEUE_LOOK = Duration.ofMillis(100);
  private static final int VERSIONS_AT_ONCE = 500;

  private final Database database;
  private final JobBell bell;
  private final int maxQueued;
  private final JobWaits waits = new JobWaits(this::versions);

  /**
   * @param maxQueued jobs that may wait at once, at least 1
   */
  JdbcJobStore(Database database, JobBell bell, int maxQueued) {
    if (maxQueued < 1) {
      throw new IllegalArgumentException(
          "ml-pipeline.jobs.max-queued: %d (expected: >= 1)".formatted(maxQueued));
    }
    this.database = database;
    this.bell = bell;
    this.maxQueued = maxQueued;
    bell.onChange(waits::changed);
  }

  @Override
  public Submission submit(Job job) {
    if (!(job.state() instanceof JobState.Queued)) {
      throw new IllegalArgumentException("job %s: not queued".formatted(job.id()));
    }
    Submission answer =
        database.transaction(connection -> {
          Sql sql = new Sql(connection);
          sql.number("select id from job_gate for update");
          if (sql.number("select count(*) from job where id = ?", job.id().value()) > 0) {
            throw new IllegalArgumentException("job %s: already kept".formatted(job.id()));
          }
          int waiting = queued(sql);
          if (waiting >= maxQueued) {
            return new Submission.Full(waiting);
          }
          JobRows.insert(sql, job);
          TaskRows.addPrepare(sql, TaskRows.Place.of(sql, job.id()));
          return new Submission.Accepted(job);
        });
    if (answer instanceof Submission.Accepted) {
      bell.changed();
      bell.due();
    }
    return answer;
  }

  @Override
  public Optional<Job> find(JobId id) {
    return database.transaction(connection ->
        new Sql(connection)
            .first("select * from job where id = ? and not expired", JobRows::read, id.value()));
  }

  @Override
  public List<Job> list(JobQuery query) {
    StringBuilder where = new StringBuilder("where not expired");
    List<@Nullable Object> values = new ArrayList<>();
    query.after().ifPresent(id -> and(where, values, "id < ?", id.value()));
    query.kind().ifPresent(kind -> and(where, values, "state = ?", JobRows.stateName(kind)));
    query.videoId().ifPresent(video -> and(where, values, "video_id = ?", video));
    values.add(query.limit());
    return database.transaction(connection ->
        new Sql(connection)
            .list(
                "select * from job %s order by id desc limit ?".formatted(where),
                JobRows::read,
                values.toArray()));
  }

  @Override
  public int queued() {
    return database.transaction(connection -> queued(new Sql(connection)));
  }

  @Override
  public boolean replace(Job next) {
    boolean replaced =
        database.transaction(connection -> {
          Sql sql = new Sql(connection);
          boolean updated = JobRows.update(sql, next);
          if (updated && next.hasEnded()) {
            TaskRows.dropWaiting(sql, next.id());
          }
          return updated;
        });
    if (replaced) {
      bell.changed();
    }
    return replaced;
  }

  @Override
  public Optional<Job> awaitQueued(Duration patience) throws InterruptedException {
    long endNanos = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<Job> oldest = oldestQueued();
      long left = endNanos - System.nanoTime();
      if (oldest.isPresent() || left <= 0) {
        return oldest;
      }
      Thread.sleep(Duration.ofNanos(Math.min(left, QUEUE_LOOK.toNanos())));
    }
  }

  @Override
  public Optional<Job> awaitChange(JobId id, long seenVersion, Duration patience)
      throws InterruptedException {
    Optional<Job> job = find(id);
    if (job.isEmpty() || job.get().version() > seenVersion) {
      return job;
    }
    waits.await(id, seenVersion, patience);
    return find(id);
  }

  private Optional<Job> oldestQueued() {
    return database.transaction(connection ->
        new Sql(connection)
            .first(
                "select * from job where state = ? order by place limit 1",
                JobRows::read,
                JobRows.stateName(JobState.Kind.QUEUED)));
  }

  private Map<JobId, Long> versions(Collection<JobId> ids) {
    Map<JobId, Long> found = new HashMap<>();
    List<JobId> rest = new ArrayList<>(ids);
    while (!rest.isEmpty()) {
      List<JobId> some = rest.subList(0, Math.min(VERSIONS_AT_ONCE, rest.size()));
      found.putAll(someVersions(some));
      some.clear();
    }
    return found;
  }

  private Map<JobId, Long> someVersions(List<JobId> ids) {
    Map<JobId, Long> found = new HashMap<>();
    database.transaction(connection ->
        new Sql(connection)
            .list(
                "select id, version from job where not expired and id in " + Sql.places(ids.size()),
                row -> found.put(new JobId(row.getString(1)), row.getLong(2)),
                ids.stream().map(JobId::value).toArray()));
    return found;
  }

  private static int queued(Sql sql) throws SQLException {
    return Math.toIntExact(
        sql.number(
            "select count(*) from job where state = ?", JobRows.stateName(JobState.Kind.QUEUED)));
  }

  private static void and(
      StringBuilder where, List<@Nullable Object> values, String condition, Object value) {
    where.append(" and ").append(condition);
    values.add(value);
  }
}
