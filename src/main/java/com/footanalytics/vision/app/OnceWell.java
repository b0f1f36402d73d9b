package com.footanalytics.vision.app;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Passes an objection on until there is none for the first time, and none after that. Thread-safe.
 */
final class OnceWell implements Supplier<Optional<String>> {

  private final Supplier<Optional<String>> objection;
  private volatile boolean wasWell;

  OnceWell(Supplier<Optional<String>> objection) {
    this.objection = objection;
  }

  @Override
  public Optional<String> get() {
    if (wasWell) {
      return Optional.empty();
    }
    Optional<String> now = objection.get();
    wasWell = now.isEmpty();
    return now;
  }
}
