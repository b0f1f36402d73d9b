package com.footanalytics.vision.telemetry;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The last report of something that is looked at again and again. One that is not followed by
 * another in time counts as unknown: its numbers are then not a number. Thread-safe.
 */
final class HeldReport<T> {

  private final LongSupplier nanoTime;
  private volatile @Nullable Held<T> last;

  private record Held<T>(T report, long untilNanos) {}

  HeldReport(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Replaces the report.
   *
   * @param holds how long it is worth showing
   * @return whether it is the first one
   */
  synchronized boolean replace(T report, Duration holds) {
    boolean first = last == null;
    last = new Held<>(report, nanoTime.getAsLong() + holds.toNanos());
    return first;
  }

  /** A number of the report while it holds. */
  double number(ToDoubleFunction<T> number) {
    Held<T> held = last;
    return held == null || nanoTime.getAsLong() - held.untilNanos > 0
        ? Double.NaN
        : number.applyAsDouble(held.report);
  }
}
