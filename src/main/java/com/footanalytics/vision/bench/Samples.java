package com.footanalytics.vision.bench;

import java.util.List;

/**
 * What repeated measurements of one figure came to.
 *
 * @param min smallest
 * @param median middle one
 * @param max largest
 */
record Samples(double min, double median, double max) {

  static Samples of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Samples(sorted.getFirst(), median, sorted.getLast());
  }
}
