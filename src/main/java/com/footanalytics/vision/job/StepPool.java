package com.footanalytics.vision.job;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which steps run. Holds candidates for steps, of which the oldest, outdated ones
 * make way for newer. Never interrupts a step: its database would not bear it.
 */
final class StepPool extends ThreadPoolExecutor {

  /**
   * @param threads at least 1
   * @param candidates that may wait for a thread
   */
  StepPool(int threads, int candidates) {
    AtomicInteger number = new AtomicInteger();
    super(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(candidates),
        step ->
            Thread.ofPlatform()
                .daemon()
                .name("job-step-" + number.getAndIncrement())
                .unstarted(step),
        new DiscardOldestPolicy());
  }

  /** Forgets the candidates, which nobody has picked yet. */
  void forgetCandidates() {
    getQueue().clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }
}
