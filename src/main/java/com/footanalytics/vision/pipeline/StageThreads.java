package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.telemetry.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one run of the line: starts them, stops all when one fails or the run is
 * cancelled, and returns when all have ended. Used by one owner thread.
 */
final class StageThreads {

  /** What a stage does until it is finished or interrupted. */
  @FunctionalInterface
  interface Body {
    void run() throws InterruptedException;
  }

  private final String name;
  private final Trace trace;
  private final List<Thread> threads = new ArrayList<>();
  private final CompletableFuture<@Nullable Void> firstFailure = new CompletableFuture<>();
  private final List<CompletableFuture<@Nullable Void>> ends = new ArrayList<>();

  /**
   * @param name prefix of the threads' names
   * @param trace for which they work
   */
  StageThreads(String name, Trace trace) {
    this.name = name;
    this.trace = trace;
  }

  /** Adds a stage; it runs once {@link #run} is called. */
  void add(String stage, Body body) {
    CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    ends.add(end);
    threads.add(
        Thread.ofPlatform()
            .name(name + "-" + stage)
            .unstarted(() -> {
              try (Trace.Scope _ = trace.enter()) {
                body.run();
                end.complete(null);
              } catch (Throwable failure) {
                firstFailure.completeExceptionally(failure);
                end.complete(null);
              }
            }));
  }

  /**
   * Runs all stages to their end. When one throws, or {@code cancellation} is asked for, the others
   * are interrupted; in any case no thread is alive on return.
   *
   * @return whether the stages ended by themselves; false if cancelled
   */
  boolean run(Cancellation cancellation) {
    threads.forEach(Thread::start);
    CompletableFuture<?> all = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    try {
      CompletableFuture.anyOf(all, firstFailure, cancellation.requested()).join();
    } catch (CompletionException _) {
      // A stage failed; rethrown below, once the others have ended.
    }
    boolean finished = all.isDone() && !firstFailure.isCompletedExceptionally();
    if (!finished) {
      threads.forEach(Thread::interrupt);
    }
    joinAll();
    if (!cancellation.isCancelled() || finished) {
      rethrow();
    }
    return finished;
  }

  private void joinAll() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
          threads.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() {
    if (!firstFailure.isCompletedExceptionally()) {
      return;
    }
    switch (firstFailure.exceptionNow()) {
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case Throwable checked -> throw new IllegalStateException("stage interrupted", checked);
    }
  }
}
