package com.footanalytics.vision.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well one class, or a group of classes taken as one, was found.
 *
 * @param name of the class; names joined by {@code +} for a group
 * @param objects labelled objects, crowds not counted
 * @param scores by size; a size that is missing has no labels
 * @param centres how many centres were found
 * @param bestCentres the most centres that any threshold finds at {@link #CENTRE_PRECISION}
 * @param curve precision against recall at IoU 0.50, best score first
 */
public record ClassReport(
    String name,
    int objects,
    Map<ObjectSize, Scores> scores,
    CentreHits centres,
    Optional<CurvePoint> bestCentres,
    List<CurvePoint> curve) {

  /** How much of what counts as found must be right. */
  public static final double CENTRE_PRECISION = 0.75;

  public ClassReport {
    scores = Map.copyOf(scores);
    curve = List.copyOf(curve);
  }

  /** Scores of objects of one size. */
  public Scores scores(ObjectSize size) {
    return scores.getOrDefault(size, Scores.NONE);
  }
}
