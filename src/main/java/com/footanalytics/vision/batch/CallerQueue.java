package com.footanalytics.vision.batch;

import org.jspecify.annotations.Nullable;

/** The works of one caller in one lane, in the order they came. Not thread-safe. */
final class CallerQueue {
  private final String caller;
  private @Nullable Work first;
  private @Nullable Work last;
  private double waitingNanos;

  /** Neighbours in the ring of callers that have work. */
  CallerQueue left = this;

  CallerQueue right = this;

  CallerQueue(String caller) {
    this.caller = caller;
  }

  String caller() {
    return caller;
  }

  @Nullable Work first() {
    return first;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** Expected time of all works here. */
  double waitingNanos() {
    return waitingNanos;
  }

  void add(Work work) {
    work.before = last;
    work.after = null;
    if (last == null) {
      first = work;
    } else {
      last.after = work;
    }
    last = work;
    waitingNanos += work.estimateNanos;
  }

  void remove(Work work) {
    if (work.before == null) {
      first = work.after;
    } else {
      work.before.after = work.after;
    }
    if (work.after == null) {
      last = work.before;
    } else {
      work.after.before = work.before;
    }
    work.before = null;
    work.after = null;
    waitingNanos = first == null ? 0 : waitingNanos - work.estimateNanos;
  }
}
