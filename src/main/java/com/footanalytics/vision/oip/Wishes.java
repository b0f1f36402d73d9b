package com.footanalytics.vision.oip;

import com.footanalytics.vision.batch.Lane;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How a request wants to be treated, by its parameters {@code priority} and {@code timeout}.
 *
 * @param lane 0 and 1 are served first, 2 after them, all others last
 * @param deadlineNanos {@link System#nanoTime()} after which nobody waits
 */
record Wishes(Lane lane, long deadlineNanos) {

  /**
   * Reads them.
   *
   * @param otherwise how long a caller waits who does not say
   * @throws FailureException if one is not what it should be
   */
  static Wishes of(InferRequest request, Duration otherwise) {
    long priority = number(request, "priority", 0);
    long timeoutMicros = number(request, "timeout", 0);
    long arrived = request.origin().arrivedNanos();
    long patience =
        timeoutMicros > 0 ? TimeUnit.MICROSECONDS.toNanos(timeoutMicros) : otherwise.toNanos();
    long own = arrived + Math.min(patience, Long.MAX_VALUE / 4);
    long transport = request.origin().deadlineNanos();
    return new Wishes(
        priority <= 1 ? Lane.INTERACTIVE : priority == 2 ? Lane.LIVE : Lane.BULK,
        transport == Long.MAX_VALUE || own - transport < 0 ? own : transport);
  }

  private static long number(InferRequest request, String name, long absent) {
    return switch (request.parameters().get(name)) {
      case null -> absent;
      case Long number when number >= 0 -> number;
      case Object other ->
          throw new FailureException(
              Failure.Code.INVALID,
              "parameter %s: %s (expected: a whole number, not negative)".formatted(name, other));
    };
  }
}
