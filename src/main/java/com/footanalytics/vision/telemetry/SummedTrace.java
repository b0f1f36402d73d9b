package com.footanalytics.vision.telemetry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is done for the frames of a video and, when it is closed, adds it to the video's own
 * trace: one span for each kind of work, however many frames there are. Thread-safe.
 */
public final class SummedTrace implements Trace, AutoCloseable {

  private final Trace trace;
  private final Map<SpanName, Sum> sums = new EnumMap<>(SpanName.class);

  @GuardedBy("this")
  private @Nullable BatchRun last;

  @GuardedBy("this")
  private long rows;

  /** Pieces so far; guarded by the trace that has it. */
  private static final class Sum {
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;
    private long pieces;
    private long busyNanos;

    void add(long startNanos, long endNanos) {
      firstNanos = pieces == 0 || startNanos - firstNanos < 0 ? startNanos : firstNanos;
      lastNanos = pieces == 0 || endNanos - lastNanos > 0 ? endNanos : lastNanos;
      pieces++;
      busyNanos += endNanos - startNanos;
    }
  }

  private SummedTrace(Trace trace) {
    this.trace = trace;
  }

  /**
   * @param trace gets the sums; stays the caller's
   */
  public static SummedTrace into(Trace trace) {
    return new SummedTrace(trace);
  }

  /** The trace of the whole video. */
  Trace whole() {
    return trace;
  }

  @Override
  public boolean isRecorded() {
    return trace.isRecorded();
  }

  @Override
  public void add(SpanName name, long startNanos, long endNanos) {
    if (isRecorded()) {
      synchronized (this) {
        sum(name).add(startNanos, endNanos);
      }
    }
  }

  @Override
  public void add(SpanName name, SpanSum sum) {
    trace.add(name, sum);
  }

  @Override
  public void ran(BatchRun run) {
    if (isRecorded()) {
      synchronized (this) {
        sum(SpanName.BATCH_WAIT).add(run.offeredNanos(), run.takenNanos());
        sum(SpanName.INFER).add(run.takenNanos(), run.ranNanos());
        last = run;
        rows += run.rows();
      }
    }
  }

  @Override
  public Scope enter() {
    return trace.enter();
  }

  /** Adds the sums; to be called when nothing is gathered any more. */
  @Override
  public synchronized void close() {
    sums.forEach((name, sum) ->
        trace.add(
            name,
            new SpanSum(
                sum.firstNanos,
                sum.lastNanos,
                sum.pieces,
                sum.busyNanos,
                name == SpanName.INFER ? batches(sum.pieces) : Optional.empty())));
    sums.clear();
  }

  @GuardedBy("this")
  private Sum sum(SpanName name) {
    return sums.computeIfAbsent(name, _ -> new Sum());
  }

  private synchronized Optional<SpanSum.Batches> batches(long pieces) {
    return Optional.ofNullable(last)
        .map(run ->
            new SpanSum.Batches(
                run.model(), run.modelVersion(), run.device(), (double) rows / pieces));
  }
}
