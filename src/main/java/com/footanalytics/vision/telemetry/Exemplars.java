package com.footanalytics.vision.telemetry;

import io.prometheus.client.exemplars.DefaultExemplarSampler;
import io.prometheus.client.exemplars.ExemplarSampler;

/** The traces that measurements are examples of. */
public final class Exemplars {

  private Exemplars() {}

  /**
   * Takes the trace of the calling thread, if it has one that is kept; of each bucket a new one
   * every few seconds at most.
   */
  public static ExemplarSampler ofTraces() {
    return new DefaultExemplarSampler(new CurrentSpan());
  }
}
