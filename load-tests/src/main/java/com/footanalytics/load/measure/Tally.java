package com.footanalytics.load.measure;

import java.util.EnumMap;
import java.util.Map;

/** Attempts at one kind of request, by how they ended. Not thread-safe. */
public final class Tally {

  private final Map<Outcome, Latencies> byOutcome = new EnumMap<>(Outcome.class);

  public void add(Outcome outcome, long millis) {
    byOutcome.computeIfAbsent(outcome, _ -> new Latencies()).add(millis);
  }

  public void addAll(Tally other) {
    other.byOutcome.forEach(
        (outcome, times) -> byOutcome.computeIfAbsent(outcome, _ -> new Latencies()).addAll(times));
  }

  /** Attempts of that outcome. */
  public long count(Outcome outcome) {
    return times(outcome).count();
  }

  /** All attempts. */
  public long count() {
    return byOutcome.values().stream().mapToLong(Latencies::count).sum();
  }

  /** How long attempts of that outcome took. */
  public Latencies times(Outcome outcome) {
    Latencies times = byOutcome.get(outcome);
    return times == null ? new Latencies() : times;
  }
}
