package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.telemetry.FrameFindings;
import com.footanalytics.vision.telemetry.FrameState;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Telemetry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the reports of inferences and of what was found. Thread-safe. */
final class TestingTelemetry implements Telemetry {

  private final List<InferenceReport> reports = new CopyOnWriteArrayList<>();
  private final List<FrameFindings> findings = new CopyOnWriteArrayList<>();

  @Override
  public void stage(Stage stage, long nanos) {}

  @Override
  public void frames(FrameState state, long count) {}

  @Override
  public void inference(InferenceReport report) {
    reports.add(report);
  }

  @Override
  public void found(FrameFindings frame) {
    findings.add(frame);
  }

  List<FrameFindings> findings() {
    return List.copyOf(findings);
  }

  List<InferenceReport> reports() {
    return List.copyOf(reports);
  }

  List<InferenceReport.Outcome> outcomes() {
    return reports.stream().map(InferenceReport::outcome).toList();
  }
}
