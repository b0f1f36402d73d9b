package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.postprocess.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Compares detections with labels, picture by picture. Not thread-safe. */
public final class Evaluation {

  private final List<ObjectClass> classes;
  private final List<Gathered> byClass;
  private final List<Gathered> byGroup;
  private int pictures;

  public Evaluation(List<ObjectClass> classes) {
    this.classes = List.copyOf(classes);
    this.byClass =
        IntStream.range(0, classes.size()).mapToObj(c -> new Gathered(List.of(c))).toList();
    var groups = new TreeMap<Integer, List<Integer>>();
    for (int c = 0; c < classes.size(); c++) {
      groups.computeIfAbsent(classes.get(c).suppressionGroup(), _ -> new ArrayList<>()).add(c);
    }
    this.byGroup =
        groups.values().stream().filter(group -> group.size() > 1).map(Gathered::new).toList();
  }

  /**
   * Adds a picture.
   *
   * @param detections what was found in it, down to a low score
   */
  public void add(LabelledPicture picture, List<Detection> detections) {
    pictures++;
    byClass.forEach(gathered -> gathered.add(picture, detections));
    byGroup.forEach(gathered -> gathered.add(picture, detections));
  }

  /** What the pictures so far amount to. */
  public EvaluationReport report(String dataset) {
    return new EvaluationReport(
        dataset,
        pictures,
        byClass.stream().map(Gathered::report).toList(),
        byGroup.stream().map(Gathered::report).toList());
  }

  /** Samples of one or several classes taken as one. */
  private final class Gathered {

    private final List<Integer> members;
    private final ClassSamples samples = new ClassSamples();
    private CentreHits centres = CentreHits.NONE;

    Gathered(List<Integer> members) {
      this.members = List.copyOf(members);
    }

    void add(LabelledPicture picture, List<Detection> detections) {
      List<GroundTruth> truths =
          picture.truths().stream().filter(t -> members.contains(t.classIndex())).toList();
      List<Detection> found =
          detections.stream().filter(d -> members.contains(d.classIndex())).toList();
      samples.add(truths, found.stream().map(ScoredBox::of).toList());
      List<PixelBox> sure =
          found.stream()
              .filter(d -> d.score() > classes.get(d.classIndex()).threshold())
              .sorted(Comparator.comparingDouble(Detection::score).reversed())
              .map(d -> ScoredBox.of(d).box())
              .toList();
      centres = centres.plus(hits(truths, sure, picture.height()));
    }

    ClassReport report() {
      Map<ObjectSize, Scores> scores = new EnumMap<>(ObjectSize.class);
      for (ObjectSize size : ObjectSize.values()) {
        scores.put(size, samples.scores(size));
      }
      String name = String.join("+", members.stream().map(c -> classes.get(c).name()).toList());
      return new ClassReport(name, samples.objects(), scores, centres);
    }
  }

  /** Gives every detection, best first, the nearest free label within the tolerance. */
  private static CentreHits hits(List<GroundTruth> truths, List<PixelBox> detections, int height) {
    double tolerance = CentreHits.TOLERANCE_PX_AT_1080 * height / 1080;
    List<PixelBox> free =
        new ArrayList<>(
            truths.stream().filter(truth -> !truth.crowd()).map(GroundTruth::box).toList());
    int labels = free.size();
    int hits = 0;
    for (PixelBox detection : detections) {
      Comparator<PixelBox> byDistance =
          Comparator.comparingDouble(truth -> distance(truth, detection));
      PixelBox nearest = free.stream().min(byDistance).orElse(null);
      if (nearest != null && distance(nearest, detection) <= tolerance) {
        free.remove(nearest);
        hits++;
      }
    }
    return new CentreHits(labels, detections.size(), hits);
  }

  private static double distance(PixelBox a, PixelBox b) {
    return Math.hypot(a.centreX() - b.centreX(), a.centreY() - b.centreY());
  }
}
