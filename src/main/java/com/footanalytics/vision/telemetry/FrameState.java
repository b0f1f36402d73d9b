package com.footanalytics.vision.telemetry;

import java.util.Locale;

/** What became of a frame. */
public enum FrameState {
  DECODED,
  INFERRED,
  SKIPPED,
  CORRUPT,
  DROPPED;

  /** The value of the {@code state} label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
