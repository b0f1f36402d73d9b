package com.footanalytics.vision.model;

/** A model that is missing, damaged, ambiguous or not what its manifest claims. */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one line that names the model or file, the reason and, where there is one, the
   *     remedy
   */
  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
