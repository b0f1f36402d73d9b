package com.footanalytics.vision.oip;

import java.util.List;

/**
 * What a model did since it was loaded.
 *
 * @param lastInferenceMillis when it last ran, since 1970; 0 if never
 * @param inferences rows of batches that ran
 * @param executions batches that ran
 * @param success requests that were answered, from arrival to answer
 * @param fail requests that were not
 * @param queue time that answered requests waited
 * @param input time in which their batch was laid out
 * @param infer time of their run in the engine
 * @param output time in which their answers were taken out
 * @param batches the last three by size of batch
 */
public record ModelStatistics(
    String name,
    String version,
    long lastInferenceMillis,
    long inferences,
    long executions,
    Total success,
    Total fail,
    Total queue,
    Total input,
    Total infer,
    Total output,
    List<OfBatch> batches) {
  public ModelStatistics {
    batches = List.copyOf(batches);
  }

  /** How often, and for how long in all. */
  public record Total(long count, long nanos) {}

  /** Runs with one size of batch. */
  public record OfBatch(int size, Total input, Total infer, Total output) {}
}
