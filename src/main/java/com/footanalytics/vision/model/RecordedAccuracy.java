package com.footanalytics.vision.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What whoever published a model measured.
 *
 * @param scores by dataset, then by precision, then by name of the measure, such as {@code map50};
 *     0 to 1
 */
public record RecordedAccuracy(Map<String, Map<String, Map<String, Double>>> scores) {

  /** The dataset that is the model's own golden set. */
  public static final String GOLDEN = "golden";

  /** The measure that decides: mean average precision at IoU 0.50. */
  public static final String MAP50 = "map50";

  public RecordedAccuracy {
    var copy = new TreeMap<String, Map<String, Map<String, Double>>>();
    scores.forEach((dataset, byPrecision) -> {
      var inner = new TreeMap<String, Map<String, Double>>();
      byPrecision.forEach((precision, values) ->
          inner.put(precision, Collections.unmodifiableMap(new TreeMap<>(values))));
      copy.put(dataset, Collections.unmodifiableMap(inner));
    });
    scores = Collections.unmodifiableMap(copy);
  }

  /** One figure, if it was recorded. */
  public Optional<Double> score(String dataset, String precision, String measure) {
    return Optional.ofNullable(of(dataset, precision).get(measure));
  }

  /** All figures of a precision on a dataset; none recorded gives an empty map. */
  public Map<String, Double> of(String dataset, String precision) {
    return scores.getOrDefault(dataset, Map.of()).getOrDefault(precision, Map.of());
  }
}
