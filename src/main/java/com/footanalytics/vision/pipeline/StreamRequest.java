package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.flags.Identity;

/**
 * A video that comes as bytes, and how to analyse it.
 *
 * @param videoName the name results carry
 * @param options how to analyse; nothing is annotated
 * @param identity who sends it
 */
public record StreamRequest(String videoName, AnalysisRequest.Options options, Identity identity) {

  public StreamRequest {
    if (options.annotate()) {
      throw new IllegalArgumentException("annotate: true (expected: false, nothing is written)");
    }
  }
}
