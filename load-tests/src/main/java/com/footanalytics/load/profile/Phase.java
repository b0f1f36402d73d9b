package com.footanalytics.load.profile;

import java.time.Duration;
import java.util.Locale;

/**
 * A stretch of a run with one rate of arrivals.
 *
 * @param name unique within its plan
 * @param perSecond inferences that arrive, above 0
 * @param length above 0
 * @param part what it is there for
 */
public record Phase(String name, double perSecond, Duration length, Part part) {

  /** What a phase is there for. */
  public enum Part {
    /** Lets caches and compilers settle; judged by nothing. */
    WARM_UP,
    /** The objectives hold here. */
    MEASURED,
    /** More than can be served: refusals are right, failures are not. */
    OVERLOAD,
    /** After an overload: until {@link Plan#RECOVERY} has passed, judged by nothing. */
    RECOVERY;

    /** As results name it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Phase {
    if (!(perSecond > 0) || length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException(
          "phase %s: %s/s for %s (expected: both > 0)".formatted(name, perSecond, length));
    }
  }

  static Phase of(String name, double perSecond, double seconds, Part part) {
    return new Phase(name, perSecond, Duration.ofMillis(Math.round(seconds * 1000)), part);
  }

  public double seconds() {
    return length.toMillis() / 1000.0;
  }
}
