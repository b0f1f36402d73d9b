package com.footanalytics.vision.flags;

import java.util.Locale;

/** What decides a flag: the first of these that says anything of it. */
public enum FlagSource {
  /** The Flagsmith server, as it answered last. */
  SERVER,
  /** What the server said before it became unreachable or answered nothing usable. */
  LAST_KNOWN,
  /** The environment document in a file. */
  FILE,
  /** {@link Flag#codedDefault()}. */
  DEFAULT;

  /** The value of the {@code source} label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
