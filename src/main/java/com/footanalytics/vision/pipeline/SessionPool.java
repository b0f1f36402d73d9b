package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.TensorSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sessions of one model, lent to one borrower each. Owns them. Thread-safe; borrowers wait in the
 * order they came.
 *
 * @param <S> what runs the model
 */
final class SessionPool<S extends TensorSession> implements AutoCloseable {

  private final BlockingQueue<S> idle;
  private final List<S> all;

  /** Takes over {@code sessions}. */
  SessionPool(List<S> sessions) {
    this.all = List.copyOf(sessions);
    this.idle = new ArrayBlockingQueue<>(sessions.size(), true, sessions);
  }

  int size() {
    return all.size();
  }

  /** Lends a session for the length of one call; waits for one. */
  <R> R with(Function<? super S, R> use) throws InterruptedException {
    return lend(idle.take(), use);
  }

  /** Lends every session once, one after the other; waits until all are free. */
  void withEvery(Consumer<? super S> use) throws InterruptedException {
    var taken = new ArrayList<S>(all.size());
    try {
      while (taken.size() < all.size()) {
        taken.add(idle.take());
      }
      taken.forEach(use);
    } finally {
      idle.addAll(taken);
    }
  }

  private <R> R lend(S session, Function<? super S, R> use) {
    try {
      return use.apply(session);
    } finally {
      idle.add(session);
    }
  }

  /** Waits until every session is back and frees them. */
  @Override
  public void close() {
    boolean interrupted = false;
    for (int closed = 0; closed < all.size(); ) {
      try {
        idle.take().close();
        closed++;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
