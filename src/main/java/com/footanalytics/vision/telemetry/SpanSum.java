package com.footanalytics.vision.telemetry;

import java.util.Optional;

/**
 * Pieces of work of one kind, told as one; times are of {@link System#nanoTime()}.
 *
 * @param firstNanos when the first piece began
 * @param lastNanos when the last piece ended
 * @param pieces how many there were
 * @param busyNanos what they took, added up; more than the time between where some ran side by side
 * @param batches what the model ran, where the pieces are runs in it
 */
public record SpanSum(
    long firstNanos, long lastNanos, long pieces, long busyNanos, Optional<Batches> batches) {

  /**
   * Runs in a model.
   *
   * @param model model name
   * @param modelVersion model version
   * @param device such as {@code cpu}
   * @param meanRows rows that ran together, in the mean over the pieces
   */
  public record Batches(String model, String modelVersion, String device, double meanRows) {}
}
