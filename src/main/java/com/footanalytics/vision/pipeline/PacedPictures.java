package com.footanalytics.vision.pipeline;

import java.time.Duration;

/**
 * Looks at pictures with pauses in between, so that it takes no more than a share of one session's
 * time. For one thread.
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
    long started = System.nanoTime();
    Answer answer = detector.detect(picture, deadline);
    double busyNanos = System.nanoTime() - started;
    try {
      pause.of(Duration.ofNanos(Math.round(busyNanos * (1 / share - 1))));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }
}
