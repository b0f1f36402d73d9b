package com.footanalytics.vision.simulate;

/**
 * A small random source that gives the same numbers on every machine.
 *
 * <p>SplitMix64: G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable Pseudorandom Number
 * Generators", 2014.
 */
final class Rng {

  private static final long STEP = 0x9E3779B97F4A7C15L;
  private long state;

  Rng(long seed) {
    this.state = seed;
  }

  /** Another source that shares nothing with this one; equal names give equal sources. */
  Rng branch(long name) {
    return new Rng(mix(state + mix(name + STEP)));
  }

  long nextLong() {
    state += STEP;
    return mix(state);
  }

  /** 0 to 1, 1 excluded. */
  double unit() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  double between(double low, double high) {
    return low + (high - low) * unit();
  }

  /** 0 to bound - 1. */
  int below(int bound) {
    return (int) (unit() * bound);
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Mean 0 and deviation 1, never beyond 3.5: the sum of twelve uniform numbers. */
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += unit();
    }
    return Math.max(-3.5, Math.min(3.5, sum));
  }

  int pick(int[] values) {
    return values[below(values.length)];
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
