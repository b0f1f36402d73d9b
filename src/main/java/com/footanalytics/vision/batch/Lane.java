package com.footanalytics.vision.batch;

/** Who is served before whom; in this order. */
public enum Lane {
  /** Somebody waits for the answer. */
  INTERACTIVE,
  /** Results are watched while they come. */
  LIVE,
  /** Results are read when all are there. */
  BULK;

  /** The name as metrics carry it. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
