package com.footanalytics.vision.http;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for requests that are neither read nor refused:
 *
 * <pre>JAZZER_FUZZ=1 mvn -Pfuzz test -Dtest=InferRequestFuzz</pre>
 *
 * <p>What it finds it lays beside the corpus, which every build replays.
 */
class InferRequestFuzz {

  @FuzzTest(maxDuration = "10m")
  void accept(byte[] input) {
    InferRequestTarget.accept(input);
  }
}
