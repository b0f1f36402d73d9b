package com.footanalytics.vision.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What most servers do: a batch starts when it is full or when its oldest work has waited for so
 * long; everything is taken.
 */
final class FixedDelayBatcher implements Batcher {
  private final int maxRows;
  private final long delayNanos;
  private final Deque<TestingWork> queue = new ArrayDeque<>();

  FixedDelayBatcher(int maxRows, long delayNanos) {
    this.maxRows = maxRows;
    this.delayNanos = delayNanos;
  }

  @Override
  public boolean offer(TestingWork work, long nowNanos) {
    work.enqueuedNanos = nowNanos;
    return queue.add(work);
  }

  @Override
  public void next(
      int instance, long nowNanos, List<TestingWork> batch, List<TestingWork> dropped) {
    if (queue.size() >= maxRows || wakeNanos() <= nowNanos) {
      while (batch.size() < maxRows && !queue.isEmpty()) {
        batch.add(queue.remove());
      }
    }
  }

  @Override
  public void finished(int instance, long nowNanos) {}

  @Override
  public long wakeNanos() {
    return queue.isEmpty() ? Long.MAX_VALUE : queue.element().enqueuedNanos + delayNanos;
  }
}
