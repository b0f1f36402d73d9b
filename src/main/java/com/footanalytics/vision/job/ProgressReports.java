package com.footanalytics.vision.job;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Frames that the steps of this process report, held back so that a job's are written no oftener
 * than an interval. Thread-safe.
 */
final class ProgressReports {

  private final long intervalNanos;

  @GuardedBy("this")
  private final Map<JobId, Report> jobs = new HashMap<>();

  private static final class Report {
    private final Map<Integer, Long> frames = new HashMap<>();
    private long dueNanos = System.nanoTime();
  }

  ProgressReports(Duration interval) {
    this.intervalNanos = interval.toNanos();
  }

  /**
   * Takes a report.
   *
   * @return the frames of each of the job's segments here, if they are to be written now
   */
  synchronized Optional<Map<Integer, Long>> add(JobId job, int number, long frames) {
    Report report = jobs.computeIfAbsent(job, _ -> new Report());
    report.frames.put(number, frames);
    long now = System.nanoTime();
    if (now - report.dueNanos < 0) {
      return Optional.empty();
    }
    report.dueNanos = now + intervalNanos;
    return Optional.of(Map.copyOf(report.frames));
  }

  /** Makes the job's next report wait at least so long. */
  synchronized void putOff(JobId job, Duration pause) {
    Report report = jobs.get(job);
    if (report != null) {
      report.dueNanos = System.nanoTime() + pause.toNanos();
    }
  }

  /** Forgets a segment that is worked on here no longer. */
  synchronized void forget(JobId job, int number) {
    Report report = jobs.get(job);
    if (report != null) {
      report.frames.remove(number);
      if (report.frames.isEmpty()) {
        jobs.remove(job);
      }
    }
  }
}
