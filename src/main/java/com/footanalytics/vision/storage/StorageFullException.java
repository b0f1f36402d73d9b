package com.footanalytics.vision.storage;

import java.io.IOException;

/** The store has no room for more bytes; its message says where and what to do. */
public final class StorageFullException extends IOException {

  private static final long serialVersionUID = 1L;

  public StorageFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
