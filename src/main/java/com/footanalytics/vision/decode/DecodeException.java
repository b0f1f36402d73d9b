package com.footanalytics.vision.decode;

/** A video cannot be opened for decoding; the message is one line that says why. */
public final class DecodeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DecodeException(String reason) {
    super(reason);
  }

  public DecodeException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
