package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.job.Segment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The steps of jobs that run in this process: stops each when its job is to be cancelled, or all,
 * and knows where their lines grow. Thread-safe.
 */
public final class RunningSteps {

  private static final Duration WATCH_PATIENCE = Duration.ofMinutes(1);

  private final JobStore jobs;
  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
  private final Map<Place, Path> growing = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  public RunningSteps(JobStore jobs) {
    this.jobs = jobs;
  }

  /** Stops every step that runs and each that begins from here on. */
  public void stopAll() {
    stopping = true;
    running.forEach(Cancellation::cancel);
  }

  /** Watches over a step of {@code job} until it is closed. */
  Running begin(Job job) {
    Cancellation cancellation = new Cancellation();
    running.add(cancellation);
    if (stopping) {
      cancellation.cancel();
    }
    Thread watcher =
        Thread.ofVirtual().name("job-watch-" + job.id()).start(() -> watch(job, cancellation));
    return new Running(cancellation, watcher);
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

  private void watch(Job job, Cancellation cancellation) {
    try {
      Optional<Job> seen = Optional.of(job);
      while (seen.isPresent() && !seen.get().hasEnded() && !seen.get().cancelRequested()) {
        seen = jobs.awaitChange(job.id(), seen.get().version(), WATCH_PATIENCE);
      }
      cancellation.cancel();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private record Place(JobId job, int segment) {}

  /** Ends what it stands for. */
  interface Growing extends AutoCloseable {

    @Override
    void close();
  }

  /** One step that runs. Owns the thread that watches over it. */
  final class Running implements AutoCloseable {

    private final Cancellation cancellation;
    private final Thread watcher;

    private Running(Cancellation cancellation, Thread watcher) {
      this.cancellation = cancellation;
      this.watcher = watcher;
    }

    Cancellation cancellation() {
      return cancellation;
    }

    @Override
    public void close() {
      watcher.interrupt();
      running.remove(cancellation);
    }
  }
}
