package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.probe.ByteSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs the analyses of videos that come as bytes, a bounded number at once, each on a thread of its
 * own that this starts and ends. Thread-safe.
 */
public final class VideoStreams implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(VideoStreams.class.getName());

  private final StreamAnalyzer analyzer;
  private final int atOnce;
  private final Supplier<Optional<String>> refusal;
  private final Map<Long, Running> running = new HashMap<>();
  private long started;
  private boolean closed;

  /** What became of the wish to analyse a video. */
  public sealed interface Start {

    /** It runs; its listener will hear how it ends. */
    record Started() implements Start {}

    /**
     * As many run as may.
     *
     * @param atOnce how many may
     */
    record Full(int atOnce) implements Start {}

    /** No new work is taken. */
    record Refused(String reason) implements Start {}
  }

  private record Running(OwnedThread thread, Cancellation cancellation) {}

  /**
   * @param atOnce analyses that run at once, at least 1
   * @param refusal why new work is refused now; empty if it is taken
   */
  public VideoStreams(StreamAnalyzer analyzer, int atOnce, Supplier<Optional<String>> refusal) {
    if (atOnce < 1) {
      throw new IllegalArgumentException("streams at once: " + atOnce + " (expected: >= 1)");
    }
    this.analyzer = analyzer;
    this.atOnce = atOnce;
    this.refusal = refusal;
  }

  /**
   * Begins an analysis and returns at once.
   *
   * @param source closed in the end if it was started, else the caller's
   */
  public Start start(
      StreamRequest request,
      ByteSource source,
      StreamListener listener,
      Cancellation cancellation) {
    Optional<String> reason = refusal.get();
    if (reason.isPresent()) {
      return new Start.Refused(reason.get());
    }
    synchronized (running) {
      if (closed) {
        return new Start.Refused("the service is stopping; try another instance");
      }
      if (running.size() >= atOnce) {
        return new Start.Full(atOnce);
      }
      long number = started++;
      OwnedThread thread =
          new OwnedThread(
              "video-stream-" + number,
              Thread.NORM_PRIORITY,
              () -> {
                StreamOutcome outcome = run(request, source, listener, cancellation);
                remove(number);
                listener.ended(outcome);
                return null;
              });
      running.put(number, new Running(thread, cancellation));
      thread.start();
      return new Start.Started();
    }
  }

  private StreamOutcome run(
      StreamRequest request,
      ByteSource source,
      StreamListener listener,
      Cancellation cancellation) {
    try (source) {
      return analyzer.analyze(request, source, listener, cancellation);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, Thread.currentThread().getName() + " failed", e);
      return new StreamOutcome.Failed();
    }
  }

  private void remove(long number) {
    synchronized (running) {
      running.remove(number);
    }
  }

  /** How many run now. */
  public int count() {
    synchronized (running) {
      return running.size();
    }
  }

  /** Takes no more, cancels those that run and returns when all have ended. */
  @Override
  public void close() {
    Running[] rest;
    synchronized (running) {
      closed = true;
      rest = running.values().toArray(Running[]::new);
    }
    for (Running each : rest) {
      each.cancellation().cancel();
    }
    for (Running each : rest) {
      each.thread().close();
    }
  }
}
