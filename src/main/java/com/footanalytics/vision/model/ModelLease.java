package com.footanalytics.vision.model;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to work with a loaded model, which stays loaded until this is closed. Thread-safe;
 * closing twice is closing once.
 *
 * @param <M> a loaded model
 */
public final class ModelLease<M> implements AutoCloseable {

  private final M model;
  private final Runnable giveBack;
  private final AtomicBoolean returned = new AtomicBoolean();

  ModelLease(M model, Runnable giveBack) {
    this.model = model;
    this.giveBack = giveBack;
  }

  /** The model; not to be used after this was closed. */
  public M model() {
    return model;
  }

  @Override
  public void close() {
    if (returned.compareAndSet(false, true)) {
      giveBack.run();
    }
  }
}
