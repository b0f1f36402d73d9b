package com.footanalytics.vision.batch;

import java.util.List;

/** What decides when a batch starts, as a simulated server sees it. */
interface Batcher {
  /** Whether the work was taken. */
  boolean offer(TestingWork work, long nowNanos);

  /** Fills a batch for a free instance, or leaves it empty. */
  void next(int instance, long nowNanos, List<TestingWork> batch, List<TestingWork> dropped);

  void finished(int instance, long nowNanos);

  /** When to ask again though nothing happened; {@link Long#MAX_VALUE} for never. */
  long wakeNanos();

  /** The one that ships. */
  static Batcher of(Dispatcher<TestingWork> dispatcher) {
    return new Batcher() {
      @Override
      public boolean offer(TestingWork work, long nowNanos) {
        return dispatcher.offer(work, nowNanos) instanceof Offer.Taken;
      }

      @Override
      public void next(
          int instance, long nowNanos, List<TestingWork> batch, List<TestingWork> dropped) {
        dispatcher.next(instance, nowNanos, batch, dropped);
      }

      @Override
      public void finished(int instance, long nowNanos) {
        dispatcher.finished(instance, nowNanos, true);
      }

      @Override
      public long wakeNanos() {
        return Long.MAX_VALUE;
      }
    };
  }
}
