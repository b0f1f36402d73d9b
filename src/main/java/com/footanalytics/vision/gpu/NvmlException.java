package com.footanalytics.vision.gpu;

/** A call of the management library that did not succeed; carries no stack trace. */
final class NvmlException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status the library's own number
   * @param reason the library's words for it
   */
  NvmlException(int status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
