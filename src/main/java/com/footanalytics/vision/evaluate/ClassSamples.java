package com.footanalytics.vision.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Labels and detections of one class, and their average precision as COCO defines it. Not
 * thread-safe.
 *
 * <p>Method (Lin et al., "Microsoft COCO", 2014, with the reference implementation's treatment of
 * ties): detections of a picture are taken best first, at most 100. Each goes to the free label it
 * overlaps most, at least by the IoU threshold; labels that count are preferred to ignored ones. A
 * label is ignored if it is a crowd or of another size; a detection is ignored if its label is, or
 * if it has none and is itself of another size. Over all pictures, best first, precision is made
 * monotone and read at recall 0, 0.01, ... 1.
 */
final class ClassSamples {

  private static final int MAX_DETECTIONS = 100;
  private static final int RECALL_POINTS = 101;

  private final List<PictureSample> pictures = new ArrayList<>();
  private int objects;

  /** Adds what one picture holds of the class. */
  void add(List<GroundTruth> truths, List<ScoredBox> detections) {
    if (truths.isEmpty() && detections.isEmpty()) {
      return;
    }
    List<ScoredBox> best =
        detections.stream()
            .sorted(Comparator.comparingDouble(ScoredBox::score).reversed())
            .limit(MAX_DETECTIONS)
            .toList();
    pictures.add(new PictureSample(truths, best));
    objects += (int) truths.stream().filter(truth -> !truth.crowd()).count();
  }

  /** Labels so far, crowds not counted. */
  int objects() {
    return objects;
  }

  Scores scores(ObjectSize size) {
    List<PictureMatches> matches = pictures.stream().map(p -> p.match(size)).toList();
    int labels = matches.stream().mapToInt(PictureMatches::labels).sum();
    if (labels == 0) {
      return Scores.NONE;
    }
    Ranked ranked = Ranked.of(matches);
    var precisions = new double[IouThresholds.COUNT];
    var recalls = new double[IouThresholds.COUNT];
    for (int t = 0; t < IouThresholds.COUNT; t++) {
      Curve curve = curve(ranked, t, labels);
      precisions[t] = curve.averagePrecision();
      recalls[t] = curve.lastRecall();
    }
    return new Scores(
        mean(precisions),
        OptionalDouble.of(precisions[IouThresholds.AT_50]),
        OptionalDouble.of(precisions[IouThresholds.AT_75]),
        mean(recalls),
        OptionalDouble.of(recalls[IouThresholds.AT_50]));
  }

  /** Precision and recall at IoU 0.50 after each detection of a new score, best first. */
  List<CurvePoint> curve() {
    List<PictureMatches> matches = pictures.stream().map(p -> p.match(ObjectSize.ALL)).toList();
    Ranked ranked = Ranked.of(matches);
    List<CurvePoint> points = new ArrayList<>();
    int hits = 0;
    int counted = 0;
    for (int i = 0; i < ranked.size(); i++) {
      if (ranked.ignored(IouThresholds.AT_50, i)) {
        continue;
      }
      counted++;
      hits += ranked.matched(IouThresholds.AT_50, i) ? 1 : 0;
      if (objects > 0) {
        points.add(
            new CurvePoint(ranked.score(i), (double) hits / objects, (double) hits / counted));
      }
    }
    return points;
  }

  private record Curve(double averagePrecision, double lastRecall) {}

  private static Curve curve(Ranked ranked, int threshold, int labels) {
    var recall = new double[ranked.size()];
    var precision = new double[ranked.size()];
    double hits = 0;
    double misses = 0;
    for (int i = 0; i < ranked.size(); i++) {
      if (!ranked.ignored(threshold, i)) {
        if (ranked.matched(threshold, i)) {
          hits++;
        } else {
          misses++;
        }
      }
      recall[i] = hits / labels;
      precision[i] = hits / (hits + misses + Math.ulp(1.0));
    }
    for (int i = ranked.size() - 1; i > 0; i--) {
      precision[i - 1] = Math.max(precision[i - 1], precision[i]);
    }
    return new Curve(
        averagePrecision(recall, precision), recall.length == 0 ? 0 : recall[recall.length - 1]);
  }

  private static double averagePrecision(double[] recall, double[] precision) {
    double sum = 0;
    int at = 0;
    for (int point = 0; point < RECALL_POINTS; point++) {
      double wanted = point == RECALL_POINTS - 1 ? 1 : point * 0.01;
      while (at < recall.length && recall[at] < wanted) {
        at++;
      }
      sum += at < recall.length ? precision[at] : 0;
    }
    return sum / RECALL_POINTS;
  }

  private static OptionalDouble mean(double[] values) {
    return Arrays.stream(values).average();
  }
}
