package com.footanalytics.vision.oip;

import java.util.Optional;

/** Whether the service takes new work. Thread-safe. */
@FunctionalInterface
public interface Admission {

  /** Why new work is refused, in one line; empty if it is taken. */
  Optional<String> refusal();

  /**
   * Why no work at all is taken, whatever model it is for, in one line; empty if each model
   * decides.
   */
  default Optional<String> closed() {
    return refusal();
  }

  /**
   * Why new work had better be sent elsewhere, in one line: it is refused, or what the service
   * leans on cannot be reached. Never waits.
   */
  default Optional<String> unready() {
    return refusal();
  }
}
