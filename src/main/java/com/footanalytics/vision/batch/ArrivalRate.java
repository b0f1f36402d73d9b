package com.footanalytics.vision.batch;

/**
 * How many rows come in a time, by an exponentially weighted mean over the last seconds. Not
 * thread-safe.
 */
final class ArrivalRate {
  private static final double MEMORY_NANOS = 2e9;

  private double perNano;
  private long lastNanos;
  private boolean started;

  void came(int rows, long nowNanos) {
    perNano = started ? perNano(nowNanos) + rows / MEMORY_NANOS : 0;
    started = true;
    lastNanos = nowNanos;
  }

  double perNano(long nowNanos) {
    return perNano * Math.exp(-Math.max(0, nowNanos - lastNanos) / MEMORY_NANOS);
  }
}
