package com.footanalytics.vision.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Counts what becomes of works that have a deadline. Thread-safe. */
public final class OverloadTally {
  private static final double P99 = 0.99;

  private final long deadlineNanos;
  private final List<Long> admittedNanos = new ArrayList<>();
  private long offered;
  private long refused;
  private long inTime;
  private long dropped;

  /**
   * What was counted.
   *
   * @param offered all
   * @param refused when they were offered
   * @param inTime answered by their deadline
   * @param late answered after it
   * @param dropped after they had been taken, unanswered
   * @param inTimePerSecond answers
   * @param p50 half of those that were taken had their end by then
   * @param p99 nearly all had
   * @param deadline of each
   */
  public record Counts(
      long offered,
      long refused,
      long inTime,
      long late,
      long dropped,
      double inTimePerSecond,
      Duration p50,
      Duration p99,
      Duration deadline) {}

  OverloadTally(Duration deadline) {
    this.deadlineNanos = deadline.toNanos();
  }

  synchronized void offered() {
    offered++;
  }

  synchronized void refused() {
    refused++;
    notifyAll();
  }

  /** After so long. */
  synchronized void answered(long nanos) {
    inTime += nanos <= deadlineNanos ? 1 : 0;
    admittedNanos.add(nanos);
    notifyAll();
  }

  /** After so long. */
  synchronized void dropped(long nanos) {
    dropped++;
    admittedNanos.add(nanos);
    notifyAll();
  }

  /** Waits until something became of all that were offered. */
  synchronized void awaitAll() throws InterruptedException {
    while (refused + admittedNanos.size() < offered) {
      wait();
    }
  }

  /**
   * @param nanos from the first offer to the last end
   */
  synchronized Counts counts(long nanos) {
    Collections.sort(admittedNanos);
    long answered = admittedNanos.size() - dropped;
    return new Counts(
        offered,
        refused,
        inTime,
        answered - inTime,
        dropped,
        inTime * 1e9 / nanos,
        quantile(0.5),
        quantile(P99),
        Duration.ofNanos(deadlineNanos));
  }

  private Duration quantile(double share) {
    int last = admittedNanos.size() - 1;
    return last < 0
        ? Duration.ZERO
        : Duration.ofNanos(admittedNanos.get(Math.min(last, (int) (share * (last + 1)))));
  }
}
