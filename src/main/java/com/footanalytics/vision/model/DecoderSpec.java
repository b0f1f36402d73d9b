package com.footanalytics.vision.model;

/** How a model's raw outputs are to be read. */
public sealed interface DecoderSpec {

  /**
   * One plane of logits and four distances for every cell of a grid over the input: an object is a
   * local maximum of its class's plane.
   *
   * @param stride input pixels from one cell to the next
   * @param heatmapOutput name of the output {@code [N, classes, height / stride, width / stride]},
   *     logits
   * @param boxesOutput name of the output {@code [N, 4, height / stride, width / stride]}: left,
   *     top, right and bottom as {@code r}, where the distance from the cell's centre in input
   *     pixels is {@code stride * exp(clamp(r, -4, 6))}
   * @param suppressionIou overlap above which the weaker of two objects of a group is dropped
   * @param maxCandidates peaks of one picture that go into suppression, best first
   */
  record CentreHeatmap(
      int stride, String heatmapOutput, String boxesOutput, float suppressionIou, int maxCandidates)
      implements DecoderSpec {

    public CentreHeatmap {
      if (stride < 1
          || maxCandidates < 1
          || !(suppressionIou >= 0 && suppressionIou <= 1)
          || heatmapOutput.equals(boxesOutput)) {
        throw new IllegalArgumentException(
            "decoder: stride %d, max-candidates %d, suppression-iou %s, outputs %s and %s"
                    .formatted(stride, maxCandidates, suppressionIou, heatmapOutput, boxesOutput)
                + " (expected: > 0, > 0, 0 to 1, two names)");
      }
    }
  }
}
