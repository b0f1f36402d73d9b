package com.footanalytics.vision.job;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells this process at once what other processes find out by looking: that a job has changed, or
 * that work is due. Thread-safe. Rung after the change is committed.
 */
final class JobBell {

  private final List<Runnable> onChange = new CopyOnWriteArrayList<>();
  private final List<Runnable> onDue = new CopyOnWriteArrayList<>();

  /** Calls {@code listener}, which must be quick, after every change of a job. */
  void onChange(Runnable listener) {
    onChange.add(listener);
  }

  /** Calls {@code listener}, which must be quick, whenever a step has become due. */
  void onDue(Runnable listener) {
    onDue.add(listener);
  }

  void changed() {
    onChange.forEach(Runnable::run);
  }

  void due() {
    onDue.forEach(Runnable::run);
  }
}
