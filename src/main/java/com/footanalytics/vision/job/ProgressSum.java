package com.footanalytics.vision.job;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Sums a running job's progress up over its segments. Speed is measured since the last time that
 * work began anew: at the start, after a pause, and when work was lost.
 */
final class ProgressSum {

  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final double NANOS_PER_SECOND = 1e9;

  private ProgressSum() {}

  /**
   * How far a job was, and from where its speed is measured.
   *
   * @param done frames
   * @param at when that was
   * @param from frames done at {@code since}
   */
  private record Known(
      OptionalLong expected, long done, Optional<Instant> at, long from, Optional<Instant> since) {

    boolean goesOn(long sum, Instant now) {
      return since.isPresent()
          && sum >= done
          && at.map(then -> !now.isAfter(then.plus(PAUSE))).orElse(false);
    }
  }

  /** Whether the last sum is so old that there should be a new one. */
  static boolean isDue(Sql sql, JobId job, Instant now, Duration interval) throws SQLException {
    return sql.number(
            "select count(*) from job where id = ? and (progress_at is null or progress_at <= ?)",
            job.value(),
            now.minus(interval))
        > 0;
  }

  /** Writes a job's next version; the caller holds its row. */
  static void write(Sql sql, JobId job, Instant now) throws SQLException {
    Known known =
        sql.first(
                """
                select frames_expected, frames_done, progress_at, pace_from_frames, pace_since
                from job where id = ?\
                """,
                row -> {
                  long expected = row.getLong("frames_expected");
                  return new Known(
                      row.wasNull() ? OptionalLong.empty() : OptionalLong.of(expected),
                      row.getLong("frames_done"),
                      Sql.instant(row, "progress_at"),
                      row.getLong("pace_from_frames"),
                      Sql.instant(row, "pace_since"));
                },
                job.value())
            .orElseThrow();
    long sum =
        sql.number(
            "select coalesce(sum(frames_done), 0) from segment where job_id = ?", job.value());
    boolean goesOn = known.goesOn(sum, now);
    Instant since = goesOn ? known.since().orElseThrow() : now;
    long from = goesOn ? known.from() : sum;
    double seconds = Duration.between(since, now).toNanos() / NANOS_PER_SECOND;
    double framesPerSecond = seconds > 0 ? (sum - from) / seconds : 0;
    JobRows.progress(
        sql,
        job,
        new JobProgress(
            sum, known.expected(), framesPerSecond, left(known.expected(), sum, framesPerSecond)));
    sql.update(
        """
        update job set progress_at = ?, pace_from_frames = ?, pace_since = ?,
          version = version + 1 where id = ?\
        """,
        now,
        from,
        since,
        job.value());
  }

  private static OptionalDouble left(OptionalLong expected, long done, double framesPerSecond) {
    return expected.isEmpty() || framesPerSecond <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(0, expected.getAsLong() - done) / framesPerSecond);
  }
}
