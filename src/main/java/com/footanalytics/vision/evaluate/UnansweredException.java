package com.footanalytics.vision.evaluate;

/** A picture was not looked at, for reasons that lie neither in it nor in the model. */
public final class UnansweredException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public UnansweredException(String message) {
    super(message);
  }
}
