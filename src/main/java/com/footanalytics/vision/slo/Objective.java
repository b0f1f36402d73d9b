package com.footanalytics.vision.slo;

import java.math.BigDecimal;

/**
 * A share of events that shall be good.
 *
 * @param name the value of the label {@code slo}
 * @param title what is counted as good
 * @param percent the share, above 0 and below 100
 * @param indicator what tells good from bad
 * @param minErrors with fewer in the long window nobody is told
 * @param notice who is told, and how
 */
record Objective(
    String name,
    String title,
    BigDecimal percent,
    Indicator indicator,
    int minErrors,
    Notice notice) {

  /** What tells good events from bad ones. */
  sealed interface Indicator {

    /** Two counters, of all events and of the bad ones among them. */
    record Share(Selector events, Selector errors) implements Indicator {}

    /**
     * A histogram in seconds; good is what took no longer than one of its buckets.
     *
     * @param histogram without {@code _bucket}
     * @param bound as the service writes the bucket's {@code le}, such as {@code 2.0}
     */
    record Latency(Selector histogram, String bound) implements Indicator {}
  }

  /** The share that shall be good, 0 to 1. */
  BigDecimal ratio() {
    return percent.movePointLeft(2);
  }

  /** The share that may be bad, 0 to 1. */
  BigDecimal budget() {
    return BigDecimal.ONE.subtract(ratio());
  }
}
