package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.Segment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The steps of jobs that run in this process: stops those of one job, or all, and knows where their
 * lines grow. Thread-safe.
 */
public final class RunningSteps {

  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final Map<Place, Path> growing = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /** Stops the steps of a job that run now. */
  void stop(JobId job) {
    running.stream().filter(step -> step.job.equals(job)).forEach(Running::stop);
  }

  /** After {@code delay}, stops every step that runs then and each that begins later. */
  void stopAll(Duration delay) {
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
        .execute(() -> {
          stopping = true;
          running.forEach(Running::stop);
        });
  }

  /** A step that runs until it is closed. */
  Running begin(JobId job) {
    Running step = new Running(job);
    running.add(step);
    if (stopping) {
      step.stop();
    }
    return step;
  }

  /** Makes the lines that a segment writes into {@code part} known until it is closed. */
  Growing growing(Segment segment, Path part) {
    Place place = new Place(segment.job(), segment.number());
    growing.put(place, part);
    return () -> growing.remove(place, part);
  }

  /** Where the lines of a segment grow, if this process has it. */
  Optional<Path> partOf(JobId job, int segment) {
    return Optional.ofNullable(growing.get(new Place(job, segment)));
  }

  private record Place(JobId job, int segment) {}

  /** Ends what it stands for. */
  interface Growing extends AutoCloseable {

    @Override
    void close();
  }

  /** One step that runs. */
  final class Running implements AutoCloseable {

    private final JobId job;
    private final Cancellation cancellation = new Cancellation();

    private Running(JobId job) {
      this.job = job;
    }

    Cancellation cancellation() {
      return cancellation;
    }

    private void stop() {
      cancellation.cancel();
    }

    @Override
    public void close() {
      running.remove(this);
    }
  }
}
