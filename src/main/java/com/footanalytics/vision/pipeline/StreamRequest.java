package com.footanalytics.vision.pipeline;

/**
 * A video that comes as bytes, and how to analyse it.
 *
 * @param videoName the name results carry
 * @param options how to analyse; nothing is annotated
 */
public record StreamRequest(String videoName, AnalysisRequest.Options options) {

  public StreamRequest {
    if (options.annotate()) {
      throw new IllegalArgumentException("annotate: true (expected: false, nothing is written)");
    }
  }
}
