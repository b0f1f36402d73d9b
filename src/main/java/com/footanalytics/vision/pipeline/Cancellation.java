package com.footanalytics.vision.pipeline;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A one-way switch that tells a running analysis to stop. Thread-safe. */
public final class Cancellation {

  private final CompletableFuture<@Nullable Void> requested = new CompletableFuture<>();

  /** Asks the analysis to stop; again does nothing. */
  public void cancel() {
    requested.complete(null);
  }

  public boolean isCancelled() {
    return requested.isDone();
  }

  /** Does that once, when the analysis is asked to stop, or now if it was; must not wait. */
  public void onRequest(Runnable action) {
    requested.thenRun(action);
  }

  CompletableFuture<@Nullable Void> requested() {
    return requested;
  }
}
