package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.telemetry.FrameFindings;
import com.footanalytics.vision.telemetry.FrameState;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Telemetry;
import java.util.concurrent.atomic.LongAdder;

/**
 * Passes a run's reports on and keeps its account of frames: those decoded that came to nothing,
 * because the run was stopped or broke, are reported as dropped when it is closed, so that decoded
 * = inferred + skipped + dropped however the run ends. Thread-safe.
 */
final class FrameAccount implements Telemetry, AutoCloseable {

  private final Telemetry telemetry;
  private final LongAdder unsettled = new LongAdder();

  FrameAccount(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void stage(Stage stage, long nanos) {
    telemetry.stage(stage, nanos);
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
    telemetry.inference(report);
  }

  @Override
  public void found(FrameFindings findings) {
    telemetry.found(findings);
  }

  /** To be called when nothing of the run reports any more. */
  @Override
  public void close() {
    long dropped = unsettled.sumThenReset();
    if (dropped > 0) {
      telemetry.frames(FrameState.DROPPED, dropped);
    }
  }
}
