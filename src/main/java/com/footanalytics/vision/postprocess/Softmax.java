package com.footanalytics.vision.postprocess;

/** Logits that share 1. */
final class Softmax {

  private Softmax() {}

  /** Replaces {@code count} logits from {@code start} on by their shares. */
  static void apply(float[] logits, int start, int count) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = start; i < start + count; i++) {
      largest = Math.max(largest, logits[i]);
    }
    float sum = 0;
    for (int i = start; i < start + count; i++) {
      logits[i] = (float) Math.exp(logits[i] - largest);
      sum += logits[i];
    }
    for (int i = start; i < start + count; i++) {
      logits[i] /= sum;
    }
  }
}
