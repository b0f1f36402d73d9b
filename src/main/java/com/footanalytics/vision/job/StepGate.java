package com.footanalytics.vision.job;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets steps run side by side, or one alone; lets in none once it is closed. Whoever wants to be
 * alone goes before those that come later. Thread-safe.
 */
final class StepGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private int inside;

  @GuardedBy("lock")
  private boolean taken;

  @GuardedBy("lock")
  private int wantToBeAlone;

  @GuardedBy("lock")
  private boolean closed;

  /**
   * Waits for a place; to be followed by {@link #leave} where there is one.
   *
   * @return false if the gate is closed
   */
  boolean enter(boolean alone) {
    lock.lock();
    try {
      wantToBeAlone += alone ? 1 : 0;
      while (!closed && (taken || (alone ? inside > 0 : wantToBeAlone > 0))) {
        changed.awaitUninterruptibly();
      }
      wantToBeAlone -= alone ? 1 : 0;
      if (!closed) {
        inside++;
        taken = alone;
      }
      changed.signalAll();
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside--;
      taken = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Turns away whoever waits or comes; those inside stay. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
