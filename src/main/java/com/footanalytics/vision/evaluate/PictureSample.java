package com.footanalytics.vision.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Labels and detections of one class in one picture. */
final class PictureSample {

  /** Keeps a perfect overlap matchable when the threshold is 1. */
  private static final double BELOW_ONE = 1 - 1e-10;

  private final List<GroundTruth> truths;
  private final List<ScoredBox> detections;
  private final double[][] overlaps;

  /**
   * @param detections best first
   */
  PictureSample(List<GroundTruth> truths, List<ScoredBox> detections) {
    this.truths = List.copyOf(truths);
    this.detections = List.copyOf(detections);
    this.overlaps = new double[detections.size()][truths.size()];
    for (int d = 0; d < detections.size(); d++) {
      for (int g = 0; g < truths.size(); g++) {
        GroundTruth truth = truths.get(g);
        overlaps[d][g] = detections.get(d).box().overlap(truth.box(), truth.crowd());
      }
    }
  }

  /** Gives every detection its label, at every IoU threshold, for objects of one size. */
  PictureMatches match(ObjectSize size) {
    var ignoredTruths = new boolean[truths.size()];
    int labels = 0;
    for (int g = 0; g < ignoredTruths.length; g++) {
      ignoredTruths[g] = truths.get(g).crowd() || !size.holds(truths.get(g).area());
      labels += ignoredTruths[g] ? 0 : 1;
    }
    int[] order =
        IntStream.range(0, ignoredTruths.length)
            .boxed()
            .sorted(Comparator.comparing((Integer g) -> ignoredTruths[g]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] scores = detections.stream().mapToDouble(ScoredBox::score).toArray();
    var matched = new boolean[IouThresholds.COUNT][scores.length];
    var ignored = new boolean[IouThresholds.COUNT][scores.length];
    for (int t = 0; t < IouThresholds.COUNT; t++) {
      var taken = new boolean[truths.size()];
      for (int d = 0; d < scores.length; d++) {
        int truth = bestTruth(d, IouThresholds.at(t), order, ignoredTruths, taken);
        if (truth >= 0) {
          taken[truth] = true;
          matched[t][d] = true;
          ignored[t][d] = ignoredTruths[truth];
        } else {
          ignored[t][d] = !size.holds(detections.get(d).box().area());
        }
      }
    }
    return new PictureMatches(labels, scores, matched, ignored);
  }

  /** Index of the label that a detection is given, or -1. */
  private int bestTruth(
      int detection, double threshold, int[] order, boolean[] ignored, boolean[] taken) {
    double best = Math.min(threshold, BELOW_ONE);
    int found = -1;
    for (int truth : order) {
      if (taken[truth] && !truths.get(truth).crowd()) {
        continue;
      }
      if (found >= 0 && !ignored[found] && ignored[truth]) {
        break;
      }
      if (overlaps[detection][truth] >= best) {
        best = overlaps[detection][truth];
        found = truth;
      }
    }
    return found;
  }
}
