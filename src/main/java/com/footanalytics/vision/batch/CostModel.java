package com.footanalytics.vision.batch;

/**
 * How long batches of one kind take by their number of rows, learned from those that ran. Not
 * thread-safe.
 *
 * <p>A size that ran is known by an exponentially weighted mean; between two that ran the cost is a
 * straight line; beyond the largest one rows are assumed to save nothing. A run that took many
 * times the mean, such as one that a garbage collection fell into, counts as a few times the mean.
 */
final class CostModel {
  private static final double WEIGHT_OF_NEWEST = 0.1;
  private static final double LARGEST_SURPRISE = 3;
  private static final double WORTH_BATCHING = 0.95;

  private final double[] meanNanos;
  private int largestKnown;

  CostModel(int maxRows) {
    this.meanNanos = new double[maxRows + 1];
  }

  /** A batch of so many rows took so long. */
  void ran(int rows, long nanos) {
    int size = Math.min(rows, meanNanos.length - 1);
    double mean = meanNanos[size];
    double measured = Math.max(1, (double) nanos * size / rows);
    meanNanos[size] =
        mean == 0
            ? measured
            : mean + WEIGHT_OF_NEWEST * (Math.min(measured, LARGEST_SURPRISE * mean) - mean);
    largestKnown = Math.max(largestKnown, size);
  }

  boolean isUnknown() {
    return largestKnown == 0;
  }

  /** Expected time of a batch of so many rows, at least 1; 0 if no batch ran yet. */
  double nanos(int rows) {
    if (largestKnown == 0) {
      return 0;
    }
    if (rows >= largestKnown) {
      return meanNanos[largestKnown] * rows / largestKnown;
    }
    if (meanNanos[rows] > 0) {
      return meanNanos[rows];
    }
    int below = rows;
    while (below > 0 && meanNanos[below] == 0) {
      below--;
    }
    int above = rows;
    while (meanNanos[above] == 0) {
      above++;
    }
    return below == 0
        ? meanNanos[above]
        : meanNanos[below]
            + (meanNanos[above] - meanNanos[below]) * (rows - below) / (above - below);
  }

  /**
   * A size that is worth a try, since nothing is known of it: twice the largest that ran.
   *
   * @param most rows there are
   * @return 0 if there is none, or too few rows for it
   */
  int untriedRows(int most) {
    int next = Math.min(2 * largestKnown, meanNanos.length - 1);
    return largestKnown < next && next <= most ? next : 0;
  }

  /**
   * Rows of the batch that costs least for each of them, where so many wait; 1 where that saves
   * less than what means differ by from run to run.
   */
  int bestRows(int waiting) {
    int best = 1;
    for (int rows = 2; rows <= Math.min(waiting, meanNanos.length - 1); rows++) {
      if (nanos(rows) * best < nanos(best) * rows) {
        best = rows;
      }
    }
    return nanos(best) < WORTH_BATCHING * nanos(1) * best ? best : 1;
  }
}
