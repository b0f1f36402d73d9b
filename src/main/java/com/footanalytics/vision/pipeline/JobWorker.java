package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobFolders;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.JobProgress;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.SinkException;
import com.footanalytics.vision.telemetry.JobOutcome;
import com.footanalytics.vision.telemetry.JobTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Takes queued jobs from a store and runs them, a bounded number at once, each on a thread of its
 * own that this worker starts and ends. Thread-safe.
 */
public final class JobWorker implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(JobWorker.class.getName());
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration WATCH_PATIENCE = Duration.ofMinutes(1);
  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(10);

  private final JobStore store;
  private final VideoAnalyzer analyzer;
  private final Videos videos;
  private final Settings settings;
  private final JobTelemetry telemetry;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch cancelling = new CountDownLatch(1);
  private final Map<JobId, Cancellation> running = new ConcurrentHashMap<>();
  private final List<Thread> threads;

  /** Finds the videos that jobs name. */
  @FunctionalInterface
  public interface Videos {

    Optional<VideoFile> find(String videoId);
  }

  /**
   * A video to analyse.
   *
   * @param path the content
   * @param name the file name results carry
   * @param sha256 hash of the content in lower-case hex, where it is known
   */
  public record VideoFile(Path path, String name, Optional<String> sha256) {

    /** A video whose hash is not known yet. */
    public VideoFile(Path path, String name) {
      this(path, name, Optional.empty());
    }
  }

  /**
   * How jobs are run.
   *
   * @param folders where results go
   * @param concurrency jobs that run at once, at least 1
   * @param progressInterval the least time between two progress reports of a job
   */
  public record Settings(JobFolders folders, int concurrency, Duration progressInterval) {

    public Settings {
      if (concurrency < 1) {
        throw new IllegalArgumentException("concurrency: " + concurrency + " (expected: >= 1)");
      }
    }
  }

  public JobWorker(
      JobStore store,
      VideoAnalyzer analyzer,
      Videos videos,
      Settings settings,
      JobTelemetry telemetry,
      Clock clock) {
    this.store = store;
    this.analyzer = analyzer;
    this.videos = videos;
    this.settings = settings;
    this.telemetry = telemetry;
    this.clock = clock;
    this.threads =
        IntStream.range(0, settings.concurrency())
            .mapToObj(
                i -> Thread.ofPlatform().daemon().name("job-worker-" + i).unstarted(this::work))
            .toList();
  }

  /** Begins to take jobs. To be called once. */
  public void start() {
    threads.forEach(Thread::start);
  }

  /**
   * Stops taking jobs, lets running ones go on for {@code limit}, then cancels them, and returns
   * when all have ended, or 10 s after that at the latest. Jobs still queued stay so.
   *
   * @return whether no job had to be cancelled
   */
  public boolean drain(Duration limit) {
    stopping.countDown();
    boolean inTime = join(limit);
    cancelling.countDown();
    running.values().forEach(Cancellation::cancel);
    if (!join(CANCEL_LIMIT)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "jobs that do not heed their cancellation: " + running.keySet());
    }
    return inTime;
  }

  /** Drains without waiting for running jobs: they are cancelled. */
  @Override
  public void close() {
    drain(Duration.ZERO);
  }

  private boolean join(Duration limit) {
    try {
      long start = System.nanoTime();
      boolean all = true;
      for (Thread thread : threads) {
        Duration left = limit.minusNanos(System.nanoTime() - start);
        all &= thread.getState() == Thread.State.NEW || thread.join(left);
      }
      return all;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void work() {
    while (stopping.getCount() > 0) {
      try {
        Optional<Job> next = store.awaitQueued(PATIENCE);
        if (next.isPresent() && stopping.getCount() > 0) {
          take(next.get());
        }
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "the job store failed; trying again", e);
        if (stopped(PATIENCE)) {
          return;
        }
      }
    }
  }

  private boolean stopped(Duration patience) {
    try {
      return stopping.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }

  private void take(Job queued) throws InterruptedException {
    Job job = queued.to(new JobState.Running(JobProgress.NONE), clock.instant());
    if (!store.replace(job)) {
      return;
    }
    Cancellation cancellation = new Cancellation();
    running.put(job.id(), cancellation);
    if (cancelling.getCount() == 0) {
      cancellation.cancel();
    }
    Thread watcher =
        Thread.ofVirtual()
            .name("job-watch-" + job.id())
            .start(() -> cancelOnRequest(job, cancellation));
    try {
      end(job.id(), analyze(job, cancellation));
    } finally {
      running.remove(job.id());
      watcher.interrupt();
      watcher.join();
    }
  }

  private void cancelOnRequest(Job job, Cancellation cancellation) {
    try {
      Optional<Job> seen = Optional.of(job);
      while (seen.isPresent() && !seen.get().hasEnded()) {
        if (seen.get().cancelRequested()) {
          cancellation.cancel();
          return;
        }
        seen = store.awaitChange(job.id(), seen.get().version(), WATCH_PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private JobState analyze(Job job, Cancellation cancellation) {
    try {
      Optional<VideoFile> video = videos.find(job.videoId());
      if (video.isEmpty()) {
        return new JobState.Failed("the video " + job.videoId() + " is no longer stored");
      }
      AnalysisRequest request =
          new AnalysisRequest(
              video.get().path(),
              video.get().name(),
              video.get().sha256(),
              settings.folders().of(job.id()),
              options(job.options()));
      return switch (analyzer.analyze(request, new Reporter(job.id()), cancellation)) {
        case AnalysisOutcome.Succeeded _ -> new JobState.Succeeded();
        case AnalysisOutcome.Unreadable(String reason) -> new JobState.Failed(reason);
        case AnalysisOutcome.Cancelled _ -> new JobState.Cancelled();
      };
    } catch (ModelException | SinkException e) {
      LOG.log(System.Logger.Level.ERROR, "job " + job.id() + " failed", e);
      return new JobState.Failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "job " + job.id() + " failed", e);
      return new JobState.Failed("internal error; the service's log of this job says more");
    }
  }

  private static AnalysisRequest.Options options(JobOptions options) {
    return new AnalysisRequest.Options(
        options.model(),
        options.stride(),
        options.fromSeconds(),
        options.toSeconds(),
        options.annotate());
  }

  private void end(JobId id, JobState end) {
    change(id, job -> job.to(end, clock.instant()));
    telemetry.ended(
        switch (end) {
          case JobState.Succeeded _ -> JobOutcome.SUCCEEDED;
          case JobState.Cancelled _ -> JobOutcome.CANCELLED;
          case JobState.Failed _, JobState.Queued _, JobState.Running _ -> JobOutcome.FAILED;
        });
  }

  /** Applies a change to the newest version, however often others come first. */
  private void change(JobId id, UnaryOperator<Job> step) {
    Optional<Job> current = store.find(id);
    while (current.isPresent() && !store.replace(step.apply(current.get()))) {
      current = store.find(id);
    }
  }

  /** An estimate that is no number, as before the first frame, is left out. */
  private static JobProgress reported(Progress progress) {
    double framesPerSecond = progress.framesPerSecond();
    OptionalDouble secondsLeft = progress.secondsLeft();
    return new JobProgress(
        progress.framesDone(),
        progress.framesExpected(),
        Double.isFinite(framesPerSecond) ? framesPerSecond : 0,
        Double.isFinite(secondsLeft.orElse(0)) ? secondsLeft : OptionalDouble.empty());
  }

  /** Brings an analysis' progress to the store; called by one thread at a time. */
  private final class Reporter implements AnalysisListener {

    private final JobId id;
    private long dueNanos = System.nanoTime();

    Reporter(JobId id) {
      this.id = id;
    }

    @Override
    public void frame(FrameResult result, Progress progress) {
      long now = System.nanoTime();
      if (now - dueNanos < 0) {
        return;
      }
      dueNanos = now + settings.progressInterval().toNanos();
      JobState state = new JobState.Running(reported(progress));
      change(id, job -> job.to(state, clock.instant()));
    }
  }
}
