package com.footanalytics.vision.model;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

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

  /** The same right to a part of the model; to be closed in the place of this one. */
  public <N> ModelLease<N> as(Function<? super M, N> part) {
    return new ModelLease<>(part.apply(model), this::close);
  }

  @Override
  public void close() {
    if (returned.compareAndSet(false, true)) {
      giveBack.run();
    }
  }
}
