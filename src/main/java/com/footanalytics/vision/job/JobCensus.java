package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The jobs that have not ended, of all processes that share a store.
 *
 * @param queued how many wait for a worker
 * @param running how many are worked on
 * @param oldestQueued how long the one that was queued first has waited; zero if none waits
 * @param longestStalled how long the running job with the least recent progress has made none,
 *     those not counted that only wait for their turn; zero if there is no other
 */
public record JobCensus(int queued, int running, Duration oldestQueued, Duration longestStalled) {

  /** Jobs with steps that wait, of which none failed or is worked on, while others are. */
  private static final String WAITS_FOR_ITS_TURN =
      """
      exists (select 1 from scheduled_tasks where job_id = job.id)
        and not exists (select 1 from scheduled_tasks where job_id = job.id
          and (picked or consecutive_failures > 0))
        and exists (select 1 from scheduled_tasks where job_id is not null and picked)\
      """;

  private record OfState(String state, int count, Instant created, Optional<Instant> progressed) {}

  /** Counts; reads no rows but those of jobs that have not ended, and of their steps. */
  static JobCensus of(Database database, Instant now) {
    String queued = JobRows.stateName(JobState.Kind.QUEUED);
    String running = JobRows.stateName(JobState.Kind.RUNNING);
    List<OfState> states =
        database.transaction(connection ->
            new Sql(connection)
                .list(
                    """
                    select state, count(*) as jobs, min(created_at) as created,
                      min(case when %s then null
                        else coalesce(progress_at, started_at, created_at) end) as progressed
                    from job where state in (?, ?) group by state\
                    """
                        .formatted(WAITS_FOR_ITS_TURN),
                    row ->
                        new OfState(
                            row.getString("state"),
                            row.getInt("jobs"),
                            Sql.instant(row, "created").orElseThrow(),
                            Sql.instant(row, "progressed")),
                    queued,
                    running));
    return new JobCensus(
        count(states, queued),
        count(states, running),
        since(of(states, queued).map(OfState::created), now),
        since(of(states, running).flatMap(OfState::progressed), now));
  }

  private static int count(List<OfState> states, String state) {
    return of(states, state).map(OfState::count).orElse(0);
  }

  private static Duration since(Optional<Instant> when, Instant now) {
    return when.map(then -> then.isAfter(now) ? Duration.ZERO : Duration.between(then, now))
        .orElse(Duration.ZERO);
  }

  private static Optional<OfState> of(List<OfState> states, String state) {
    return states.stream().filter(known -> known.state.equals(state)).findFirst();
  }
}
