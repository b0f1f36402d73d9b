package com.footanalytics.vision.oip;

/**
 * Something asked for that was not done; carries no stack trace, for it is the caller's to mend.
 */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(failure.message(), null, false, false);
    this.failure = failure;
  }

  public FailureException(Failure.Code code, String message) {
    this(Failure.of(code, message));
  }

  public Failure failure() {
    return failure;
  }
}
