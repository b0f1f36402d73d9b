package com.footanalytics.vision.evaluate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How well a model found what a dataset labels.
 *
 * @param dataset name of the dataset
 * @param pictures pictures evaluated
 * @param classes in the model's order
 * @param groups classes that suppress each other, taken as one class; groups of one are left out
 */
public record EvaluationReport(
    String dataset, int pictures, List<ClassReport> classes, List<ClassReport> groups) {

  public EvaluationReport {
    classes = List.copyOf(classes);
    groups = List.copyOf(groups);
  }

  /** Mean over the classes that have labels of that size. */
  public Scores mean(ObjectSize size) {
    return new Scores(
        mean(size, Scores::ap),
        mean(size, Scores::ap50),
        mean(size, Scores::ap75),
        mean(size, Scores::recall),
        mean(size, Scores::recall50));
  }

  private OptionalDouble mean(ObjectSize size, Function<Scores, OptionalDouble> measure) {
    return classes.stream()
        .map(type -> measure.apply(type.scores(size)))
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }
}
