package com.footanalytics.vision.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;

/**
 * When a request was first seen: before its body came and before a thread was free for it, as its
 * caller has waited since.
 */
final class Arrival {

  private static final String NANOS = Arrival.class.getName();

  private Arrival() {}

  /** Takes the time, and gives it: {@link System#nanoTime()}. */
  static long mark(RoutingContext request) {
    long nanos = System.nanoTime();
    request.put(NANOS, nanos);
    return nanos;
  }

  /** What is left now for a caller who waits so long; zero or less if nothing. */
  static Duration left(RoutingContext request, Duration wait) {
    long arrived = Objects.<Long>requireNonNull(request.get(NANOS));
    return wait.minusNanos(System.nanoTime() - arrived);
  }
}
