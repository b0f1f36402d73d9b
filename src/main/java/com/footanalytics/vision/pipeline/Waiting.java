package com.footanalytics.vision.pipeline;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waiting for what another thread makes. */
final class Waiting {

  private Waiting() {}

  /**
   * The result; what its maker threw is thrown as it was.
   *
   * @throws CancellationException if the thread is interrupted, which it stays
   */
  static <T> T result(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting");
    } catch (ExecutionException e) {
      throw cause(e);
    }
  }

  /** What the maker threw, to be thrown as it was; an error is thrown at once. */
  static RuntimeException cause(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException cause -> cause;
      case Error cause -> throw cause;
      case null, default -> new IllegalStateException(e);
    };
  }
}
