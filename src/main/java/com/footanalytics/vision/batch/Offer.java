package com.footanalytics.vision.batch;

import java.time.Duration;

/** What a scheduler says to work that is offered to it. */
public sealed interface Offer {
  /** It has taken the work over. */
  record Taken() implements Offer {}

  /**
   * It has not; the work stays its maker's.
   *
   * @param reason why not
   * @param retryAfter when the queue will have drained so far that such work is taken
   */
  record Refused(Reason reason, Duration retryAfter) implements Offer {}

  /** Why work is refused. */
  enum Reason {
    /** The queue holds as many items or bytes as it may. */
    FULL,
    /** The result would come after the deadline. */
    LATE,
    /** The scheduler is closed. */
    CLOSED
  }
}
