package com.footanalytics.vision.probe;

/** A file cannot be read as a video; the message is one line that says why, without its name. */
public final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableException(String reason) {
    super(reason);
  }
}
