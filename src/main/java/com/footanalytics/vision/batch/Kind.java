package com.footanalytics.vision.batch;

import java.util.Arrays;

/** What is known of works that may run together. Not thread-safe. */
final class Kind {
  private final Object key;
  private final CostModel cost;
  private final int[] waitingRows = new int[Lane.values().length];
  private final ArrivalRate[] arriving = new ArrivalRate[Lane.values().length];

  Kind(Object key, int maxRows) {
    this.key = key;
    this.cost = new CostModel(maxRows);
    Arrays.setAll(arriving, _ -> new ArrivalRate());
  }

  Object key() {
    return key;
  }

  CostModel cost() {
    return cost;
  }

  @SuppressWarnings("EnumOrdinal")
  void waits(Work work, long nowNanos) {
    waitingRows[work.lane().ordinal()] += work.rows();
    arriving[work.lane().ordinal()].came(work.rows(), nowNanos);
  }

  @SuppressWarnings("EnumOrdinal")
  void waitsNoMore(Work work) {
    waitingRows[work.lane().ordinal()] -= work.rows();
  }

  /** Rows that wait in a lane and in those before it. */
  @SuppressWarnings("EnumOrdinal")
  int waitingRows(Lane last) {
    int rows = 0;
    for (int lane = 0; lane <= last.ordinal(); lane++) {
      rows += waitingRows[lane];
    }
    return rows;
  }

  /** Rows that come into a lane and those before it in a time. */
  @SuppressWarnings("EnumOrdinal")
  double arrivingPerNano(Lane last, long nowNanos) {
    double perNano = 0;
    for (int lane = 0; lane <= last.ordinal(); lane++) {
      perNano += arriving[lane].perNano(nowNanos);
    }
    return perNano;
  }

  boolean isIdle() {
    return waitingRows(Lane.BULK) == 0;
  }
}
