package com.footanalytics.load.service;

/** The service does not start, is not ready or cannot be asked; the message says which and why. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServiceException(String message) {
    super(message);
  }
}
