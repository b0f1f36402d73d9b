package com.footanalytics.vision.app;

import java.util.Optional;

/** What a service leans on, as a test says. */
final class TestingReachability {

  private TestingReachability() {}

  /** All is well. */
  static Reachability well() {
    return of(Optional.empty(), Optional.empty());
  }

  /** What two looks in a row saw. */
  static Reachability of(Optional<String> storage, Optional<String> database) {
    return new Reachability(seen("the store", storage), seen("the database", database));
  }

  private static ReachWatch seen(String what, Optional<String> reason) {
    int[] looks = {0};
    ReachWatch watch =
        new ReachWatch(
            what,
            () -> reason,
            () -> 0,
            _ -> {
              if (++looks[0] == 2) {
                throw new InterruptedException("told to stop");
              }
            });
    try {
      watch.call();
    } catch (InterruptedException _) {
      // It was told to.
    }
    return watch;
  }
}
