package com.footanalytics.vision.sink;

/** A result could not be written. */
public final class SinkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one line that names the file and the reason
   */
  public SinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
