package com.footanalytics.vision.app;

import com.footanalytics.vision.database.DatabaseException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Counts things for metrics, again and again until interrupted. While something cannot be counted,
 * what was counted last is shown for {@value #PATIENCE} intervals and then no longer.
 */
final class Counts implements Callable<Void> {

  static final int PATIENCE = 3;

  private static final System.Logger LOG = System.getLogger(Counts.class.getName());

  private final List<Count> counts;
  private final Duration interval;
  private final Pause pause;
  private final Set<Count> failing = new HashSet<>();

  /**
   * Something that is counted.
   *
   * @param what for people, such as {@code jobs}
   */
  record Count(String what, Telling telling) {}

  /** Counts and tells of it. */
  @FunctionalInterface
  interface Telling {

    /**
     * @param holds how long what is told is worth showing
     * @throws DatabaseException if it cannot be counted now
     * @throws IOException if it cannot be counted now
     */
    void tell(Duration holds) throws IOException;
  }

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  Counts(List<Count> counts, Duration interval, Pause pause) {
    this.counts = List.copyOf(counts);
    this.interval = interval;
    this.pause = pause;
  }

  @Override
  public Void call() throws InterruptedException {
    while (true) {
      counts.forEach(this::tell);
      pause.of(interval);
    }
  }

  private void tell(Count count) {
    try {
      count.telling().tell(interval.multipliedBy(PATIENCE));
      failing.remove(count);
    } catch (DatabaseException | IOException e) {
      if (failing.add(count)) {
        LOG.log(
            System.Logger.Level.WARNING, count.what() + " cannot be counted: " + e.getMessage());
      }
    }
  }
}
