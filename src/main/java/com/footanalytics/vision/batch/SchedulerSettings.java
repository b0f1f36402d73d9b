package com.footanalytics.vision.batch;

/**
 * The limits of a scheduler.
 *
 * @param instances batches that run side by side, a thread each
 * @param maxRows rows of the largest batch
 * @param maxItems works that may wait in one lane
 * @param maxBytes memory that the works of one lane may hold while they wait
 * @param maxBatchBytes memory that the works of one batch may hold; one work alone may hold more
 * @param floorShare share of the time that a lane gets at least while it waits, though lanes before
 *     it have work; 0 to 0.4
 * @param quickNanos work that is expected to run no longer, and finds every instance idle, runs at
 *     once on the thread that offers it: waking another would take longer; 0 for never
 */
public record SchedulerSettings(
    int instances,
    int maxRows,
    int maxItems,
    long maxBytes,
    long maxBatchBytes,
    double floorShare,
    long quickNanos) {
  private static final double MOST_FOR_ONE_LANE = 0.4;

  /** With all works run by the scheduler's own threads, and batches of as much as may wait. */
  public SchedulerSettings(
      int instances, int maxRows, int maxItems, long maxBytes, double floorShare) {
    this(instances, maxRows, maxItems, maxBytes, maxBytes, floorShare, 0);
  }

  public SchedulerSettings {
    if (instances < 1 || maxRows < 1 || maxItems < 1 || maxBytes < 1 || maxBatchBytes < 1) {
      throw new IllegalArgumentException(
          "scheduler: instances %d, rows %d, items %d, bytes %d, of a batch %d (expected: all > 0)"
              .formatted(instances, maxRows, maxItems, maxBytes, maxBatchBytes));
    }
    if (!(floorShare >= 0 && floorShare <= MOST_FOR_ONE_LANE)) {
      throw new IllegalArgumentException(
          "scheduler: floor share " + floorShare + " (expected: 0 to " + MOST_FOR_ONE_LANE + ")");
    }
  }
}
