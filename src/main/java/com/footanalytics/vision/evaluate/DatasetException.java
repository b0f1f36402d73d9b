package com.footanalytics.vision.evaluate;

/** A labelled dataset that is missing or damaged. */
public final class DatasetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one line that names the file, the reason and, where there is one, the remedy
   */
  public DatasetException(String message) {
    super(message);
  }

  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
