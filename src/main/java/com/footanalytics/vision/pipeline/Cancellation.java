package com.footanalytics.vision.pipeline;

import java.util.concurrent.CountDownLatch;

/** A one-way switch that tells a running analysis to stop. Thread-safe. */
public final class Cancellation {

  private final CountDownLatch cancelled = new CountDownLatch(1);

  /** Asks the analysis to stop; again does nothing. */
  public void cancel() {
    cancelled.countDown();
  }

  public boolean isCancelled() {
    return cancelled.getCount() == 0;
  }
}
