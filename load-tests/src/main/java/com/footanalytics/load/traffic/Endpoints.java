package com.footanalytics.load.traffic;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** All instances, taken in turns, whether they are up or not. Thread-safe. */
public final class Endpoints {

  private static final int ROUNDS = 2;

  private final List<Endpoint> all;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param all at least one
   */
  public Endpoints(List<Endpoint> all) {
    this.all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no endpoint (expected: 1 or more)");
    }
  }

  /** The one whose turn it is for a new request. */
  int next() {
    return Math.floorMod(turn.getAndIncrement(), all.size());
  }

  /** The one after that, to try again with. */
  int after(int index) {
    return (index + 1) % all.size();
  }

  Endpoint get(int index) {
    return all.get(index);
  }

  /** How often a request may be tried: once where there is nobody else to turn to. */
  int mostAttempts() {
    return all.size() == 1 ? 1 : ROUNDS * all.size();
  }
}
