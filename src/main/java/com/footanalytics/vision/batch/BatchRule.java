package com.footanalytics.vision.batch;

/**
 * How many rows to take when an instance is free and some wait.
 *
 * <p>A larger batch serves more rows in a time but lets each of them wait for the whole of it. The
 * rule weighs the two by what is known: the cost of batches, how many rows wait and how fast more
 * come. In batches of n rows, m instances serve {@code u = m n / cost(n)} rows in a time; with
 * {@code r} more arriving, {@code k} waiting ones are gone after {@code T = k / (u - r)}, during
 * which half of them wait on average and {@code m n} are being run. The rule takes the n with the
 * least {@code T (k / 2 + m n)}, the total time that rows spend here (a fluid approximation). When
 * nearly as many come as can be served, it takes the n that serves most.
 *
 * <p>Where a batch costs a fixed part and a part for each row and few come, that is about the root
 * of the rows that wait times half the quotient of the parts: single rows while few wait, full
 * batches under pressure. Where rows save nothing together, it is one. What rows save is not known
 * before a batch of them ran: where enough wait and there is time for it, a batch of twice the
 * largest size that ran is tried once.
 *
 * <p>An instance never waits for more rows: the next batch gathers while this one runs.
 */
final class BatchRule {
  /** Arrivals are uneven, so the rule is ready for more than their mean. */
  private static final double UNEVENNESS = 1.4;

  /** From such a share of all that can be served, time lost now is missed later. */
  private static final double PRESSURE = 0.9;

  private BatchRule() {}

  /**
   * The rows to take.
   *
   * @param cost of the batches
   * @param waiting rows, at least 1
   * @param arrivingPerNano rows that come
   * @param maxRows most to take
   * @param instances that run side by side
   * @param leftNanos time until the first row's deadline; it bounds the batch unless the pressure
   *     is high, for then smaller batches would make those behind miss theirs
   */
  static int rows(
      CostModel cost,
      int waiting,
      double arrivingPerNano,
      int maxRows,
      int instances,
      double leftNanos) {
    int most = Math.min(waiting, maxRows);
    if (cost.isUnknown()) {
      return most;
    }
    int untried = cost.untriedRows(most / instances);
    if (untried > 0 && cost.nanos(untried) <= leftNanos) {
      return untried;
    }
    int cheapest = cost.bestRows(maxRows);
    double mostServed = (double) instances * cheapest / cost.nanos(cheapest);
    if (UNEVENNESS * arrivingPerNano > PRESSURE * mostServed) {
      return cost.bestRows(most);
    }
    int best = 1;
    double least = Double.MAX_VALUE;
    for (int rows = 1; rows <= most; rows++) {
      if (rows > 1 && cost.nanos(rows) > leftNanos) {
        return Math.min(best, rows - 1);
      }
      double served = (double) instances * rows / cost.nanos(rows);
      double surplus = served - UNEVENNESS * arrivingPerNano;
      double time = (waiting / 2.0 + (double) instances * rows) / surplus;
      if (surplus > 0 && time < least) {
        least = time;
        best = rows;
      }
    }
    return least < Double.MAX_VALUE ? best : cost.bestRows(most);
  }
}
