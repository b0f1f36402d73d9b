package com.footanalytics.vision.pipeline;

import java.time.Duration;

/**
 * Looks at pictures with pauses in between, so that it takes no more than a share of one session's
 * time. One that finds no room is tried again when there is said to be some. For one thread.
 */
public final class PacedPictures implements PictureDetector {

  private final PictureDetector detector;
  private final double share;
  private final Pause pause;

  /** Waits. */
  @FunctionalInterface
  public interface Pause {

    void of(Duration length) throws InterruptedException;
  }

  /**
   * @param detector stays the caller's
   * @param share of the time, above 0, at most 1
   */
  public PacedPictures(PictureDetector detector, double share, Pause pause) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " (expected: above 0, at most 1)");
    }
    this.detector = detector;
    this.share = share;
    this.pause = pause;
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline) {
    while (true) {
      long started = System.nanoTime();
      Answer answer = detector.detect(picture, deadline);
      double busyNanos = System.nanoTime() - started;
      boolean again = answer instanceof Answer.Busy;
      Duration length =
          answer instanceof Answer.Busy(Duration retryAfter)
              ? retryAfter
              : Duration.ofNanos(Math.round(busyNanos * (1 / share - 1)));
      if (!paused(length) || !again) {
        return answer;
      }
    }
  }

  private boolean paused(Duration length) {
    try {
      pause.of(length);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
