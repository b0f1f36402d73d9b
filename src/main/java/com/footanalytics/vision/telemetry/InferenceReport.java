package com.footanalytics.vision.telemetry;

import java.util.Locale;

/**
 * One frame's way through inference.
 *
 * @param model model name
 * @param modelVersion model version
 * @param device such as {@code cpu}
 * @param protocol {@code http}, {@code grpc} or {@code video}
 * @param outcome how it ended
 * @param totalNanos from the offer of the frame to its result
 * @param queueNanos part of it spent waiting
 * @param computeNanos part of it spent in the engine
 * @param batchSize frames that ran together; 0 where none ran
 */
public record InferenceReport(
    String model,
    String modelVersion,
    String device,
    String protocol,
    Outcome outcome,
    long totalNanos,
    long queueNanos,
    long computeNanos,
    int batchSize) {

  /** How a request for inference ended. */
  public enum Outcome {
    OK,
    ERROR,
    TIMEOUT,
    REJECTED,
    CANCELLED;

    /** The value of the {@code outcome} label. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
