package com.footanalytics.vision.pipeline;

import java.time.Duration;

/** Says when a report is due that must not come too often. One thread. */
final class PacedReports {

  private final long intervalNanos;
  private long dueNanos = System.nanoTime();

  PacedReports(Duration interval) {
    this.intervalNanos = interval.toNanos();
  }

  /** Whether one is due now; the next is due an interval later. */
  boolean isDue() {
    long now = System.nanoTime();
    if (now - dueNanos < 0) {
      return false;
    }
    dueNanos = now + intervalNanos;
    return true;
  }
}
