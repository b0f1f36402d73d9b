package com.footanalytics.vision.pipeline;

/** An exponentially weighted mean of what was measured lately; 0 before the first. Thread-safe. */
final class RecentMean {

  private static final double WEIGHT_OF_NEWEST = 0.1;

  private volatile double mean;

  synchronized void add(double value) {
    mean = mean == 0 ? value : mean + WEIGHT_OF_NEWEST * (value - mean);
  }

  double get() {
    return mean;
  }
}
