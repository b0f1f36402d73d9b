package com.footanalytics.vision.telemetry;

import java.util.List;

/**
 * One work's way through a model, beside others; times are of {@link System#nanoTime()}.
 *
 * @param model model name
 * @param modelVersion model version
 * @param device such as {@code cpu}
 * @param offeredNanos when it began to wait
 * @param takenNanos when its batch was taken out of the queue
 * @param ranNanos when the engine had run
 * @param rows that ran together
 * @param together the traces of all works of the batch that are recorded, its own among them
 */
public record BatchRun(
    String model,
    String modelVersion,
    String device,
    long offeredNanos,
    long takenNanos,
    long ranNanos,
    int rows,
    List<Trace> together) {

  public BatchRun {
    together = List.copyOf(together);
  }
}
