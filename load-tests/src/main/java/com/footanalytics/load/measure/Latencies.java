package com.footanalytics.load.measure;

import java.util.Arrays;

/**
 * Times in whole milliseconds, each counted, so that quantiles are exact; those beyond {@value
 * #LONGEST_MILLIS} count as that long. Not thread-safe.
 */
public final class Latencies {

  static final int LONGEST_MILLIS = 600_000;
  private static final int FIRST_SIZE = 256;

  private int[] counts = new int[FIRST_SIZE];
  private long total;
  private int longest;

  /** Counts one. */
  public void add(long millis) {
    int slot = (int) Math.clamp(millis, 0, LONGEST_MILLIS);
    if (slot >= counts.length) {
      counts = Arrays.copyOf(counts, Math.min(LONGEST_MILLIS + 1, Math.max(slot + 1, slot * 2)));
    }
    counts[slot]++;
    total++;
    longest = Math.max(longest, slot);
  }

  /** Counts all of another. */
  public void addAll(Latencies other) {
    if (other.longest >= counts.length) {
      counts = Arrays.copyOf(counts, other.longest + 1);
    }
    for (int slot = 0; slot <= other.longest; slot++) {
      counts[slot] += other.counts[slot];
    }
    total += other.total;
    longest = Math.max(longest, other.longest);
  }

  public long count() {
    return total;
  }

  /** How many took at most that long. */
  public long within(long millis) {
    long found = 0;
    for (int slot = 0; slot <= Math.min(millis, longest); slot++) {
      found += counts[slot];
    }
    return found;
  }

  /**
   * The least time within which that share of all lies (nearest rank).
   *
   * @param share above 0, at most 1
   * @throws IllegalStateException if there is none
   */
  public long quantileMillis(double share) {
    if (total == 0) {
      throw new IllegalStateException("no time was counted");
    }
    long rank = Math.max(1, (long) Math.ceil(share * total - 1e-9));
    long seen = 0;
    int slot = -1;
    while (seen < rank) {
      seen += counts[++slot];
    }
    return slot;
  }
}
