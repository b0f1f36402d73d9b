package com.footanalytics.vision.telemetry;

/** The trace of a step that nobody traces. */
final class UntracedStep implements StepTrace {

  static final StepTrace INSTANCE = new UntracedStep();

  private UntracedStep() {}

  @Override
  public boolean isRecorded() {
    return false;
  }

  @Override
  public void add(SpanName name, long startNanos, long endNanos) {}

  @Override
  public void add(SpanName name, SpanSum sum) {}

  @Override
  public void ran(BatchRun run) {}

  @Override
  public Scope enter() {
    return NONE.enter();
  }

  @Override
  public void failed(String reason) {}

  @Override
  public void close() {}
}
