package com.footanalytics.vision.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks whether something can be reached, again and again until interrupted, so that whoever asks
 * never waits for it. One look that fails says nothing yet: only two in a row are an objection, and
 * one that does not ends it. Thread-safe.
 */
final class ReachWatch implements Callable<Void> {

  static final Duration INTERVAL = Duration.ofSeconds(5);

  /** From a look that failed to the next. */
  static final Duration RETRY = Duration.ofSeconds(1);

  /** A look that takes longer than this is an objection too. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final System.Logger LOG = System.getLogger(ReachWatch.class.getName());

  private final String what;
  private final Supplier<Optional<String>> look;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private volatile Seen last;

  /** What the last look saw, and the objection that came of it and those before. */
  private record Seen(Optional<String> now, Optional<String> objection, long nanos) {}

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  /**
   * @param what is looked at, as a subject with the option that says where it is: {@code the store
   *     of objects (ml-pipeline.storage)}
   * @param look the reason why it cannot be reached; empty if it can
   */
  ReachWatch(String what, Supplier<Optional<String>> look, LongSupplier nanoTime, Pause pause) {
    this.what = what;
    this.look = look;
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.last = new Seen(Optional.empty(), Optional.empty(), nanoTime.getAsLong());
  }

  /** Why it cannot be reached now; empty if all is well. */
  Optional<String> objection() {
    Seen seen = last;
    long silentNanos = nanoTime.getAsLong() - seen.nanos;
    return silentNanos <= PATIENCE.toNanos()
        ? seen.objection
        : Optional.of(
            "%s has not answered for %d s"
                .formatted(what, Duration.ofNanos(silentNanos).toSeconds()));
  }

  @Override
  public Void call() throws InterruptedException {
    while (true) {
      Seen before = last;
      Optional<String> now = look.get();
      Optional<String> objection = before.now.isPresent() ? now : Optional.empty();
      last = new Seen(now, objection, nanoTime.getAsLong());
      tell(before.objection, objection);
      pause.of(now.isPresent() && objection.isEmpty() ? RETRY : INTERVAL);
    }
  }

  private void tell(Optional<String> before, Optional<String> objection) {
    if (before.isEmpty() && objection.isPresent()) {
      LOG.log(System.Logger.Level.WARNING, "not ready: " + objection.get());
    } else if (before.isPresent() && objection.isEmpty()) {
      LOG.log(System.Logger.Level.INFO, what + " answers again");
    }
  }
}
