package com.footanalytics.vision.batch;

import java.util.ArrayList;
import java.util.List;

/** Work that remembers what became of it. Thread-safe. */
final class TestingWork extends Work {
  static final String KIND = "picture";

  private final String name;
  private final List<String> ends = new ArrayList<>();

  TestingWork(String name, Lane lane, String caller, Object kind, int rows, long deadlineNanos) {
    super(lane, caller, kind, rows, 100L * rows, deadlineNanos);
    this.name = name;
  }

  /** One row of the usual kind, of one caller, without a deadline. */
  static TestingWork of(String name) {
    return by("caller", name);
  }

  static TestingWork by(String caller, String name) {
    return new TestingWork(name, Lane.INTERACTIVE, caller, KIND, 1, Long.MAX_VALUE);
  }

  static TestingWork in(Lane lane, String name) {
    return new TestingWork(name, lane, "caller", KIND, 1, Long.MAX_VALUE);
  }

  static TestingWork due(String name, long deadlineNanos) {
    return new TestingWork(name, Lane.INTERACTIVE, "caller", KIND, 1, deadlineNanos);
  }

  @Override
  protected synchronized void dropped(Drop reason) {
    ends.add(reason.name());
  }

  @Override
  protected synchronized void failed(Throwable cause) {
    ends.add("FAILED " + cause.getMessage());
  }

  synchronized void ran() {
    ends.add("RAN");
  }

  /** Everything that happened to it; exactly one thing if all is well. */
  synchronized List<String> ends() {
    return List.copyOf(ends);
  }

  @Override
  public String toString() {
    return name;
  }
}
