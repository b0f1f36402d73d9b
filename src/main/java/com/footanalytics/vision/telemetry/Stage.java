package com.footanalytics.vision.telemetry;

import java.util.Locale;

/** A step of the line whose time is measured on its own. */
public enum Stage {
  PROBE,
  DECODE,
  PREPROCESS,
  INFER,
  POSTPROCESS,
  ENCODE;

  /** The value of the {@code stage} label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
