package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.telemetry.FrameFindings;
import com.footanalytics.vision.telemetry.FrameState;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.SummedTrace;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.telemetry.Trace;
import java.util.concurrent.atomic.LongAdder;

/**
 * Passes a run's reports on and keeps its account of frames: those decoded that came to nothing,
 * because the run was stopped or broke, are reported as dropped when it is closed, so that decoded
 * = inferred + skipped + dropped however the run ends. Thread-safe.
 */
final class FrameAccount implements Telemetry, AutoCloseable {

  private final Telemetry telemetry;
  private final SummedTrace trace;
  private final LongAdder unsettled = new LongAdder();

  /**
   * @param trace of the run; gets one span for each stage when this is closed
   */
  FrameAccount(Telemetry telemetry, Trace trace) {
    this.telemetry = telemetry;
    this.trace = SummedTrace.into(trace);
  }

  FrameAccount(Telemetry telemetry) {
    this(telemetry, Trace.NONE);
  }

  /** Gathers what is done for the run's frames. */
  Trace trace() {
    return trace;
  }

  @Override
  public void stage(Stage stage, long nanos) {
    try (Trace.Scope _ = kept().enter()) {
      telemetry.stage(stage, nanos);
    }
    // The model tells of its runs by itself.
    if (stage != Stage.INFER && trace.isRecorded()) {
      long now = System.nanoTime();
      trace.add(SpanName.of(stage), now - nanos, now);
    }
  }

  @Override
  public void frames(FrameState state, long count) {
    switch (state) {
      case DECODED -> unsettled.add(count);
      case INFERRED, SKIPPED, DROPPED -> unsettled.add(-count);
      case CORRUPT -> {}
    }
    telemetry.frames(state, count);
  }

  @Override
  public void inference(InferenceReport report) {
    try (Trace.Scope _ = kept().enter()) {
      telemetry.inference(report);
    }
  }

  @Override
  public void found(FrameFindings findings) {
    telemetry.found(findings);
  }

  /** Of which measurements may be examples. */
  private Trace kept() {
    return trace.isRecorded() ? trace : Trace.NONE;
  }

  /** To be called when nothing of the run reports any more. */
  @Override
  public void close() {
    trace.close();
    long dropped = unsettled.sumThenReset();
    if (dropped > 0) {
      telemetry.frames(FrameState.DROPPED, dropped);
    }
  }
}
