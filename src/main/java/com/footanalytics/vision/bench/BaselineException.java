package com.footanalytics.vision.bench;

/** The program to compare with cannot be used; the message is one line that says why. */
public final class BaselineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BaselineException(String reason) {
    super(reason);
  }

  BaselineException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
