package com.footanalytics.load.profile;

import java.time.Duration;
import java.util.List;

/** Phases one after the other. */
public record Plan(List<Phase> phases) {

  /** How long after an overload the service may take until it serves as before. */
  public static final Duration RECOVERY = Duration.ofSeconds(3);

  public Plan {
    phases = List.copyOf(phases);
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("a plan of no phases (expected: 1 or more)");
    }
  }

  public Duration length() {
    return phases.stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * The index of the phase at that time; the first before the start and the last after the end.
   *
   * @param millis since the start
   */
  public int phaseAt(long millis) {
    long end = 0;
    for (int i = 0; i < phases.size() - 1; i++) {
      end += phases.get(i).length().toMillis();
      if (millis < end) {
        return i;
      }
    }
    return phases.size() - 1;
  }
}
