package com.footanalytics.vision.http;

import java.time.Duration;

/** The value of a {@code Retry-After} header. */
final class RetryAfter {

  private RetryAfter() {}

  /** Whole seconds, rounded up, at least 1. */
  static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds()));
  }
}
