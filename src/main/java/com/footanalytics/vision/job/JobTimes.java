package com.footanalytics.vision.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a job moved, to the microsecond.
 *
 * @param created when it was queued
 * @param started when a worker took it; empty if none did
 * @param ended when it came to its last state; empty until then
 */
public record JobTimes(Instant created, Optional<Instant> started, Optional<Instant> ended) {

  static JobTimes createdAt(Instant created) {
    return new JobTimes(created.truncatedTo(ChronoUnit.MICROS), Optional.empty(), Optional.empty());
  }

  JobTimes after(JobState next, Instant time) {
    Instant now = time.truncatedTo(ChronoUnit.MICROS);
    return new JobTimes(
        created,
        next instanceof JobState.Running && started.isEmpty() ? Optional.of(now) : started,
        next.kind().isEnd() ? Optional.of(now) : ended);
  }
}
