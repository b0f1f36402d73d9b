package com.footanalytics.vision.telemetry;

/** The trace of what nobody traces. */
final class Untraced implements Trace {

  private static final Scope NOTHING = () -> {};

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
}
