package com.footanalytics.vision.telemetry;

/** The trace of what nobody traces, be it a step or not. */
final class Untraced implements StepTrace {

  static final StepTrace INSTANCE = new Untraced();

  private static final Scope NOTHING = () -> {};

  private Untraced() {}

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
    return NOTHING;
  }

  @Override
  public void failed(String reason) {}

  @Override
  public void close() {}
}
