package com.footanalytics.vision.flags;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Looks at the sources of the flags again and again, until they are closed. */
public final class FlagsWatch implements Callable<Void> {

  private final LiveFlags flags;
  private final Duration interval;
  private final Pause pause;

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  /**
   * @param flags stay the caller's, who closes them before this is interrupted: Flagsmith's library
   *     forgets an interruption
   * @param interval from one look to the next
   */
  public FlagsWatch(LiveFlags flags, Duration interval, Pause pause) {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException(
          "ml-pipeline.flags.refresh: " + interval + " (expected: > 0)");
    }
    this.flags = flags;
    this.interval = interval;
    this.pause = pause;
  }

  @Override
  public Void call() throws InterruptedException {
    flags.refresh();
    while (!flags.isClosed()) {
      pause.of(interval);
      flags.refresh();
    }
    return null;
  }
}
