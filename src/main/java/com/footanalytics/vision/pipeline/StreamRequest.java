package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.telemetry.Trace;

/**
 * A video that comes as bytes, and how to analyse it.
 *
 * @param videoName the name results carry
 * @param options how to analyse; nothing is annotated
 * @param identity who sends it
 * @param trace gets what is done for it
 */
public record StreamRequest(
    String videoName, AnalysisRequest.Options options, Identity identity, Trace trace) {

  public StreamRequest {
    if (options.annotate()) {
      throw new IllegalArgumentException("annotate: true (expected: false, nothing is written)");
    }
  }

  /** Of someone whom nobody traces. */
  public StreamRequest(String videoName, AnalysisRequest.Options options, Identity identity) {
    this(videoName, options, identity, Trace.NONE);
  }
}
