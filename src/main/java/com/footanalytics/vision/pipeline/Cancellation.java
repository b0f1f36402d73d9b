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

  CompletableFuture<@Nullable Void> requested() {
    return requested;
  }
}
