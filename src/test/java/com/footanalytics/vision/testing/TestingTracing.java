package com.footanalytics.vision.testing;

import com.footanalytics.vision.telemetry.BatchRun;
import com.footanalytics.vision.telemetry.JobStep;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.SpanSum;
import com.footanalytics.vision.telemetry.StepTrace;
import com.footanalytics.vision.telemetry.Trace;
import com.footanalytics.vision.telemetry.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Traces everything and keeps it. */
public final class TestingTracing implements Tracing {

  private final List<Step> steps = new CopyOnWriteArrayList<>();

  /** A trace that keeps what it is told. */
  public static class Kept implements Trace {

    private final List<SpanName> spans = new CopyOnWriteArrayList<>();
    private final List<BatchRun> runs = new CopyOnWriteArrayList<>();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    /** The spans so far, in the order they came. */
    public List<SpanName> spans() {
      return List.copyOf(spans);
    }

    /** The runs in a model that were not told as a sum. */
    public List<BatchRun> runs() {
      return List.copyOf(runs);
    }

    /** Names of the threads that said that they work for it. */
    public Set<String> threads() {
      return Set.copyOf(threads);
    }

    @Override
    public boolean isRecorded() {
      return true;
    }

    @Override
    public void add(SpanName name, long startNanos, long endNanos) {
      spans.add(name);
    }

    @Override
    public void add(SpanName name, SpanSum sum) {
      spans.add(name);
    }

    @Override
    public void ran(BatchRun run) {
      runs.add(run);
    }

    @Override
    public Scope enter() {
      threads.add(Thread.currentThread().getName());
      return () -> {};
    }
  }

  /** A step of a job that keeps what it is told. */
  public static final class Step extends Kept implements StepTrace {

    private final JobStep step;
    private final List<String> failures = new ArrayList<>();
    private boolean ended;

    Step(JobStep step) {
      this.step = step;
    }

    public JobStep step() {
      return step;
    }

    public List<String> failures() {
      return List.copyOf(failures);
    }

    public boolean hasEnded() {
      return ended;
    }

    @Override
    public void failed(String reason) {
      failures.add(reason);
    }

    @Override
    public void close() {
      ended = true;
    }
  }

  /** Every step so far. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  @Override
  public Trace current() {
    return new Kept();
  }

  @Override
  public Optional<String> traceParent() {
    return Optional.empty();
  }

  @Override
  public StepTrace begin(JobStep step) {
    Step begun = new Step(step);
    steps.add(begun);
    return begun;
  }
}
