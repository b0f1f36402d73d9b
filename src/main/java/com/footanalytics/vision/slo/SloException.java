package com.footanalytics.vision.slo;

/** A source of rules or dashboards cannot be used; the message is one line with the reason. */
public final class SloException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SloException(String message) {
    super(message);
  }
}
