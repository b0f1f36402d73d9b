package com.footanalytics.vision.sink;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Scores from 0 to 1 counted in thousandths; bounded memory however many come. */
final class ScoreDistribution {

  /** Equal parts of 0 to 1 that {@link #tenths()} counts. */
  static final int BINS = 10;

  private static final int STEPS = 1_000;

  private final long[] counts = new long[STEPS + 1];
  private long total;
  private double sum;

  void add(double score) {
    counts[(int) Math.round(Math.clamp(score, 0, 1) * STEPS)]++;
    total++;
    sum += score;
  }

  long total() {
    return total;
  }

  OptionalDouble mean() {
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / total);
  }

  /** The middle score, or halfway between the two in the middle, each rounded to a thousandth. */
  OptionalDouble median() {
    return total == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((ranked((total - 1) / 2) + ranked(total / 2)) / (2.0 * STEPS));
  }

  /** How many scores lie in [0, 0.1), [0.1, 0.2), ... [0.9, 1]. */
  List<Long> tenths() {
    return IntStream.range(0, BINS)
        .mapToObj(bin -> {
          int from = bin * STEPS / BINS;
          int to = bin == BINS - 1 ? counts.length : from + STEPS / BINS;
          return Arrays.stream(counts, from, to).sum();
        })
        .toList();
  }

  private int ranked(long rank) {
    long seen = counts[0];
    int step = 0;
    while (seen <= rank) {
      step++;
      seen += counts[step];
    }
    return step;
  }
}
