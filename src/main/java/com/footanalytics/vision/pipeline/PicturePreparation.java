package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.Offer;
import com.footanalytics.vision.batch.Scheduler;
import com.footanalytics.vision.batch.SchedulerSettings;
import com.footanalytics.vision.batch.Work;
import java.util.List;

/**
 * Decodes and scales pictures that callers send, a bounded number at a time, for all models. Owns
 * its threads. Thread-safe.
 */
public final class PicturePreparation implements AutoCloseable {
  private static final int MOST_ITEMS = 256;
  private static final long MOST_BYTES = 256L << 20;

  private final Scheduler<Task> scheduler;

  /** Something to be done with one encoded picture. */
  public abstract static class Task extends Work {
    /**
     * @param encodedBytes of the picture; pictures of about the same size take about the same time
     */
    Task(Lane lane, String caller, int encodedBytes, long deadlineNanos) {
      super(
          lane,
          caller,
          Integer.SIZE - Integer.numberOfLeadingZeros(encodedBytes),
          1,
          encodedBytes,
          deadlineNanos);
    }

    /** Does it. */
    abstract void prepare();
  }

  /**
   * @param threads that prepare pictures side by side, at least 1
   */
  public PicturePreparation(int threads) {
    this.scheduler =
        new Scheduler<>(
            "pictures",
            new SchedulerSettings(threads, 1, MOST_ITEMS, MOST_BYTES, 0.1),
            PicturePreparation::run);
  }

  private static boolean run(int instance, List<Task> batch) {
    batch.getFirst().prepare();
    return true;
  }

  /** Takes a task over if it can be done in time, at once; never waits. */
  Offer offer(Task task) {
    return scheduler.offer(task);
  }

  /** Nobody waits for it any more. */
  void cancel(Task task) {
    scheduler.cancel(task);
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
