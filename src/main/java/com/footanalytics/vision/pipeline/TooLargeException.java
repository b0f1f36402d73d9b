package com.footanalytics.vision.pipeline;

/** A file has more bytes than it may have. */
final class TooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long maxBytes;

  TooLargeException(long maxBytes) {
    super("more than %d bytes".formatted(maxBytes));
    this.maxBytes = maxBytes;
  }

  long maxBytes() {
    return maxBytes;
  }
}
