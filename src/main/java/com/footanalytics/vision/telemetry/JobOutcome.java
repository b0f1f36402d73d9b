package com.footanalytics.vision.telemetry;

import java.util.Locale;

/** How a job, or the wish for one, ended. */
public enum JobOutcome {
  SUCCEEDED,
  FAILED,
  /** Never became a job: too many waited. */
  REJECTED,
  CANCELLED;

  /** The value of the {@code outcome} label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
