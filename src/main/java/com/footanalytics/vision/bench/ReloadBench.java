package com.footanalytics.vision.bench;

import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.OwnedThread;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Loads a model anew again and again, each copy taking the place of the one before, which is
 * unloaded, while pictures come at a fixed rate: none may fail, and no memory may be kept.
 */
public final class ReloadBench {

  /** Reloads before memory is first looked at, so that pools have grown to their size. */
  private static final int WARM_UP = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What was seen.
   *
   * @param loads reloads that were measured
   * @param requests pictures that were answered
   * @param failed of those, without objects and boxes: too late, refused or broken
   * @param residentBytes of this process after the warm-up and after every tenth of the loads
   * @param worstNanos longest answer
   */
  public record Report(
      int loads, int requests, int failed, List<Long> residentBytes, long worstNanos) {

    public Report {
      residentBytes = List.copyOf(residentBytes);
    }
  }

  private final Detectors detectors;
  private final PictureDetector pictures;
  private final byte[] picture;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile long worstNanos;

  /**
   * @param detectors stay the caller's
   * @param pictures answers with whatever they serve
   * @param picture an encoded picture
   */
  public ReloadBench(Detectors detectors, PictureDetector pictures, byte[] picture) {
    this.detectors = detectors;
    this.pictures = pictures;
    this.picture = picture.clone();
  }

  /**
   * Runs.
   *
   * @param model {@code name:version} that is loaded
   * @param loads how often, after {@value #WARM_UP} times more to warm up
   * @param requestsPerSecond rate at which pictures come, whether or not earlier ones are answered
   */
  public Report run(String model, int loads, double requestsPerSecond) {
    detectors.load(model);
    List<Long> resident = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        OwnedThread arrivals =
            new OwnedThread(
                "arrivals", Thread.NORM_PRIORITY, () -> arrive(callers, requestsPerSecond))) {
      arrivals.start();
      for (int i = 0; i < WARM_UP; i++) {
        detectors.load(model);
      }
      ResidentMemory.bytes().ifPresent(resident::add);
      for (int i = 1; i <= loads; i++) {
        detectors.load(model);
        if (i % Math.max(1, loads / 10) == 0) {
          ResidentMemory.bytes().ifPresent(resident::add);
        }
      }
    }
    return new Report(loads, answered.get(), failed.get(), resident, worstNanos);
  }

  private @Nullable Void arrive(ExecutorService callers, double requestsPerSecond) {
    long gapNanos = Math.round(1e9 / requestsPerSecond);
    long next = System.nanoTime();
    while (!Thread.currentThread().isInterrupted()) {
      callers.execute(this::ask);
      next += gapNanos;
      LockSupport.parkNanos(next - System.nanoTime());
    }
    return null;
  }

  private void ask() {
    long started = System.nanoTime();
    boolean found = false;
    try {
      found = pictures.detect(picture, PATIENCE) instanceof Answer.Found;
    } finally {
      count(found, System.nanoTime() - started);
    }
  }

  private synchronized void count(boolean found, long nanos) {
    answered.incrementAndGet();
    if (!found) {
      failed.incrementAndGet();
    }
    worstNanos = Math.max(worstNanos, nanos);
  }
}
