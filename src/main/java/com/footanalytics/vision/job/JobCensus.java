package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The jobs that have not ended, of all processes that share a store.
 *
 * @param queued how many wait for a worker
 * @param running how many are worked on
 * @param oldestQueued how long the one that was queued first has waited; zero if none waits
 * @param longestStalled how long the running job with the least recent progress has made none; zero
 *     if none runs
 */
public record JobCensus(int queued, int running, Duration oldestQueued, Duration longestStalled) {

  private record OfState(String state, int count, Instant created, Instant progressed) {}

  /** Counts; reads no rows but those of jobs that have not ended. */
  static JobCensus of(Database database, Instant now) {
    String queued = JobRows.stateName(JobState.Kind.QUEUED);
    String running = JobRows.stateName(JobState.Kind.RUNNING);
    List<OfState> states =
        database.transaction(connection ->
            new Sql(connection)
                .list(
                    """
                    select state, count(*) as jobs, min(created_at) as created,
                      min(coalesce(progress_at, started_at, created_at)) as progressed
                    from job where state in (?, ?) group by state\
                    """,
                    row ->
                        new OfState(
                            row.getString("state"),
                            row.getInt("jobs"),
                            Sql.instant(row, "created").orElseThrow(),
                            Sql.instant(row, "progressed").orElseThrow()),
                    queued,
                    running));
    return new JobCensus(
        count(states, queued),
        count(states, running),
        since(states, queued, OfState::created, now),
        since(states, running, OfState::progressed, now));
  }

  private static int count(List<OfState> states, String state) {
    return of(states, state).map(OfState::count).orElse(0);
  }

  private static Duration since(
      List<OfState> states, String state, Function<OfState, Instant> when, Instant now) {
    return of(states, state)
        .map(when)
        .map(then -> then.isAfter(now) ? Duration.ZERO : Duration.between(then, now))
        .orElse(Duration.ZERO);
  }

  private static Optional<OfState> of(List<OfState> states, String state) {
    return states.stream().filter(known -> known.state.equals(state)).findFirst();
  }
}
