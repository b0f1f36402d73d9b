package com.footanalytics.vision.oip;

import java.time.Duration;
import java.util.Optional;

/**
 * Why something asked for was not done.
 *
 * @param code what kind of reason
 * @param message the reason in one line, for the caller
 * @param retryAfter when it is worth to try again, where that can be told
 */
public record Failure(Code code, String message, Optional<Duration> retryAfter) {

  /** Kinds of reasons; the edges turn each into their protocol's status. */
  public enum Code {
    /** The request contradicts itself, the protocol or the model. */
    INVALID,
    /** No such model or version. */
    NOT_FOUND,
    /** Larger than what is taken. */
    TOO_LARGE,
    /** Understood, but not possible here. */
    UNSUPPORTED,
    /** No room now; try again. */
    OVERLOADED,
    /** Not ready, or stopping. */
    UNAVAILABLE,
    /** The deadline passed. */
    TOO_LATE,
    /** The caller does not wait any more. */
    CANCELLED,
    /** Our fault. */
    INTERNAL
  }

  /** A reason that gives no hope for another try. */
  public static Failure of(Code code, String message) {
    return new Failure(code, message, Optional.empty());
  }
}
