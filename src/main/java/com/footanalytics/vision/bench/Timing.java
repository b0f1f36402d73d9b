package com.footanalytics.vision.bench;

/** What a service says of how long it took, as W3C's Server Timing has it. */
final class Timing {
  private static final String TOTAL = "total;dur=";
  private static final double NANOS_PER_MILLI = 1e6;

  private Timing() {}

  /** The total; 0 if it says something else. */
  static long nanos(String value) {
    return value.startsWith(TOTAL)
        ? Math.round(Double.parseDouble(value.substring(TOTAL.length())) * NANOS_PER_MILLI)
        : 0;
  }
}
