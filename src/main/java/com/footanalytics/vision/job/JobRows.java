package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How a job stands in its table. */
final class JobRows {

  private JobRows() {}

  static Job read(ResultSet row) throws SQLException {
    return new Job(
        new JobId(row.getString("id")),
        row.getString("video_id"),
        new JobOptions(
            Optional.ofNullable(row.getString("model")),
            row.getInt("stride"),
            number(row, "from_seconds"),
            number(row, "to_seconds"),
            row.getBoolean("annotate")),
        state(row),
        new JobTimes(
            Sql.instant(row, "created_at").orElseThrow(),
            Sql.instant(row, "started_at"),
            Sql.instant(row, "ended_at")),
        row.getInt("attempts"),
        Optional.ofNullable(row.getString("trouble")),
        row.getBoolean("cancel_requested"),
        Optional.ofNullable(row.getString("trace_parent")),
        row.getLong("version"));
  }

  static String stateName(JobState.Kind kind) {
    return kind.label();
  }

  static void insert(Sql sql, Job job) throws SQLException {
    JobOptions options = job.options();
    sql.update(
        """
        insert into job (id, video_id, model, stride, from_seconds, to_seconds, annotate, state,
          created_at, cancel_requested, attempts, trace_parent, version, frames_done,
          frames_per_second)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)\
        """,
        job.id().value(),
        job.videoId(),
        options.model().orElse(null),
        options.stride(),
        boxed(options.fromSeconds()),
        boxed(options.toSeconds()),
        options.annotate(),
        stateName(job.state().kind()),
        job.times().created(),
        job.cancelRequested(),
        job.attempts(),
        job.traceParent().orElse(null),
        job.version());
  }

  /** Writes what may change of a job over its version right before. */
  static boolean update(Sql sql, Job job) throws SQLException {
    boolean updated =
        1
            == sql.update(
                """
                update job set state = ?, reason = ?, started_at = ?, ended_at = ?,
                  attempts = ?, trouble = ?, cancel_requested = ?, version = ?
                where id = ? and version = ? and not expired\
                """,
                stateName(job.state().kind()),
                job.state() instanceof JobState.Failed(String reason) ? reason : null,
                job.times().started().orElse(null),
                job.times().ended().orElse(null),
                job.attempts(),
                job.trouble().orElse(null),
                job.cancelRequested(),
                job.version(),
                job.id().value(),
                job.version() - 1);
    if (updated && job.state() instanceof JobState.Running(JobProgress progress)) {
      progress(sql, job.id(), progress);
    }
    return updated;
  }

  static void progress(Sql sql, JobId id, JobProgress progress) throws SQLException {
    sql.update(
        """
        update job set frames_done = ?, frames_expected = ?, frames_per_second = ?,
          seconds_left = ? where id = ?\
        """,
        progress.framesDone(),
        progress.framesExpected().isPresent() ? progress.framesExpected().getAsLong() : null,
        progress.framesPerSecond(),
        boxed(progress.secondsLeft()),
        id.value());
  }

  private static JobState state(ResultSet row) throws SQLException {
    return switch (JobState.Kind.valueOf(row.getString("state").toUpperCase(Locale.ROOT))) {
      case QUEUED -> new JobState.Queued();
      case RUNNING -> new JobState.Running(readProgress(row));
      case SUCCEEDED -> new JobState.Succeeded();
      case FAILED -> new JobState.Failed(row.getString("reason"));
      case CANCELLED -> new JobState.Cancelled();
    };
  }

  private static JobProgress readProgress(ResultSet row) throws SQLException {
    long expected = row.getLong("frames_expected");
    OptionalLong framesExpected = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(expected);
    return new JobProgress(
        row.getLong("frames_done"),
        framesExpected,
        row.getDouble("frames_per_second"),
        number(row, "seconds_left"));
  }

  private static OptionalDouble number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
