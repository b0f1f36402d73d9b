package com.footanalytics.vision.app;

import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * Looks whether the store of objects answers, again and again until interrupted, so that whoever
 * asks never waits for it. Thread-safe.
 */
final class StorageWatch implements Callable<Void> {

  static final Duration INTERVAL = Duration.ofSeconds(5);

  /** A look that takes longer than this is an objection too. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** No object has this key. */
  private static final ObjectKey NOTHING = new ObjectKey("health/nothing");

  private final ObjectStore objects;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private volatile Seen last;

  private record Seen(Optional<String> objection, long nanos) {}

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  /**
   * @param objects stay the caller's
   */
  StorageWatch(ObjectStore objects, LongSupplier nanoTime, Pause pause) {
    this.objects = objects;
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.last = new Seen(Optional.empty(), nanoTime.getAsLong());
  }

  /** Why nothing can be stored or read now; empty if all is well. */
  Optional<String> objection() {
    Seen seen = last;
    long silentNanos = nanoTime.getAsLong() - seen.nanos;
    return silentNanos <= PATIENCE.toNanos()
        ? seen.objection
        : Optional.of(
            "the store of objects has not answered for %d s; see ml-pipeline.storage"
                .formatted(Duration.ofNanos(silentNanos).toSeconds()));
  }

  @Override
  public Void call() throws InterruptedException {
    while (true) {
      Optional<String> objection = look();
      last = new Seen(objection, nanoTime.getAsLong());
      pause.of(INTERVAL);
    }
  }

  private Optional<String> look() {
    try {
      objects.size(NOTHING);
      return Files.isWritable(objects.staging())
          ? Optional.empty()
          : Optional.of(
              objects.staging()
                  + ": cannot be written to; see ml-pipeline.data-dir and ml-pipeline.storage");
    } catch (IOException | RuntimeException e) {
      return Optional.of(
          "the store of objects does not answer (%s); see ml-pipeline.storage"
              .formatted(e.getMessage()));
    }
  }
}
