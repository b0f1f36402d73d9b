package com.footanalytics.vision.telemetry;

/**
 * The trace that a request, or a step of a job, is part of: handed along with it from thread to
 * thread, so that whoever works for it can add what was done. Thread-safe; no call blocks or fails.
 * Times are of {@link System#nanoTime()}.
 */
public interface Trace {

  /** Of what nobody traces: keeps nothing and allocates nothing. */
  Trace NONE = Untraced.INSTANCE;

  /** Whether what is added is kept; whoever would have to gather it for that can ask first. */
  boolean isRecorded();

  /** Adds something that was done, from its start to its end. */
  void add(SpanName name, long startNanos, long endNanos);

  /** Adds something that was done piece by piece, as one span over all of them. */
  void add(SpanName name, SpanSum sum);

  /** Adds the wait for a model and the run in it. */
  void ran(BatchRun run);

  /** Says that this thread works for it until the scope is closed: its log lines carry the ids. */
  Scope enter();

  /** Work for a trace on one thread; closed by the thread that opened it. */
  @FunctionalInterface
  interface Scope extends AutoCloseable {

    @Override
    void close();
  }
}
