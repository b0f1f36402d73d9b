package com.footanalytics.vision.sink;

/**
 * The account of a run's frames: {@code decoded = inferred + skipped + dropped}, always.
 *
 * @param decoded pictures the decoder delivered
 * @param inferred pictures the model saw
 * @param skipped pictures left out because the options asked for it
 * @param corrupt pictures, among the decoded, in which the decoder reported damage
 * @param dropped pictures left out for any other reason
 */
public record FrameCounts(long decoded, long inferred, long skipped, long corrupt, long dropped) {

  public FrameCounts {
    if (decoded != inferred + skipped + dropped) {
      throw new IllegalArgumentException(
          "frames: decoded %d (expected: inferred %d + skipped %d + dropped %d)"
              .formatted(decoded, inferred, skipped, dropped));
    }
  }
}
