package com.footanalytics.vision.evaluate;

import java.util.Map;

/**
 * How well one class, or a group of classes taken as one, was found.
 *
 * @param name of the class; names joined by {@code +} for a group
 * @param objects labelled objects, crowds not counted
 * @param scores by size; a size that is missing has no labels
 * @param centres how many centres were found
 */
public record ClassReport(
    String name, int objects, Map<ObjectSize, Scores> scores, CentreHits centres) {

  public ClassReport {
    scores = Map.copyOf(scores);
  }

  /** Scores of objects of one size. */
  public Scores scores(ObjectSize size) {
    return scores.getOrDefault(size, Scores.NONE);
  }
}
