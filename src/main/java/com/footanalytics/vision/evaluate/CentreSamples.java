package com.footanalytics.vision.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Detections of a class judged by their centres alone, over all pictures. Not thread-safe. */
final class CentreSamples {

  /**
   * One detection: whether its centre hits a label, and whether it is above the class's threshold.
   */
  private record Sample(double score, boolean hit, boolean sure) {}

  private final List<Sample> samples = new ArrayList<>();
  private int labels;

  /**
   * Gives every detection, best first, the nearest free label within the tolerance.
   *
   * @param sure for each detection whether it is above its class's threshold
   * @param height of the picture in pixels
   */
  void add(List<GroundTruth> truths, List<ScoredBox> detections, List<Boolean> sure, int height) {
    double tolerance = CentreHits.TOLERANCE_PX_AT_1080 * height / 1080;
    List<PixelBox> free =
        new ArrayList<>(
            truths.stream().filter(truth -> !truth.crowd()).map(GroundTruth::box).toList());
    labels += free.size();
    for (int i = 0; i < detections.size(); i++) {
      PixelBox box = detections.get(i).box();
      Comparator<PixelBox> byDistance = Comparator.comparingDouble(truth -> distance(truth, box));
      PixelBox nearest = free.stream().min(byDistance).orElse(null);
      boolean hit = nearest != null && distance(nearest, box) <= tolerance;
      if (hit) {
        free.remove(nearest);
      }
      samples.add(new Sample(detections.get(i).score(), hit, sure.get(i)));
    }
  }

  /** What the detections above the thresholds hit. */
  CentreHits hits() {
    List<Sample> sure = samples.stream().filter(Sample::sure).toList();
    return new CentreHits(labels, sure.size(), (int) sure.stream().filter(Sample::hit).count());
  }

  /** The most that can be found with at least this precision by choice of the threshold. */
  Optional<CurvePoint> best(double precision) {
    List<Sample> ranked =
        samples.stream().sorted(Comparator.comparingDouble(Sample::score).reversed()).toList();
    Optional<CurvePoint> best = Optional.empty();
    int hits = 0;
    for (int i = 0; i < ranked.size(); i++) {
      hits += ranked.get(i).hit() ? 1 : 0;
      boolean last = i + 1 == ranked.size() || ranked.get(i + 1).score() < ranked.get(i).score();
      double reached = (double) hits / (i + 1);
      if (last && labels > 0 && hits > 0 && reached >= precision) {
        best = Optional.of(new CurvePoint(ranked.get(i).score(), (double) hits / labels, reached));
      }
    }
    return best;
  }

  private static double distance(PixelBox a, PixelBox b) {
    return Math.hypot(a.centreX() - b.centreX(), a.centreY() - b.centreY());
  }
}
