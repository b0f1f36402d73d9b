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
    private final CentreSamples centres = new CentreSamples();

    Gathered(List<Integer> members) {
      this.members = List.copyOf(members);
    }

    void add(LabelledPicture picture, List<Detection> detections) {
      List<GroundTruth> truths =
          picture.truths().stream().filter(t -> members.contains(t.classIndex())).toList();
      List<Detection> found =
          detections.stream().filter(d -> members.contains(d.classIndex())).toList();
      List<Detection> ranked =
          found.stream().sorted(Comparator.comparingDouble(Detection::score).reversed()).toList();
      List<ScoredBox> boxes = ranked.stream().map(ScoredBox::of).toList();
      List<Boolean> sure =
          ranked.stream().map(d -> d.score() > classes.get(d.classIndex()).threshold()).toList();
      samples.add(truths, boxes);
      centres.add(truths, boxes, sure, picture.height());
    }

    ClassReport report() {
      Map<ObjectSize, Scores> scores = new EnumMap<>(ObjectSize.class);
      for (ObjectSize size : ObjectSize.values()) {
        scores.put(size, samples.scores(size));
      }
      String name = String.join("+", members.stream().map(c -> classes.get(c).name()).toList());
      return new ClassReport(
          name,
          samples.objects(),
          scores,
          centres.hits(),
          centres.best(ClassReport.CENTRE_PRECISION),
          samples.curve());
    }
  }
}
