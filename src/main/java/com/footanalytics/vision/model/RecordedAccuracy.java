package com.footanalytics.vision.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What whoever published a model measured.
 *
 * @param dataset what it was measured on
 * @param scores by precision, then by name of the measure, such as {@code map50}; 0 to 1
 */
public record RecordedAccuracy(String dataset, Map<String, Map<String, Double>> scores) {

  public RecordedAccuracy {
    var copy = new TreeMap<String, Map<String, Double>>();
    scores.forEach((precision, values) ->
        copy.put(precision, Collections.unmodifiableMap(new TreeMap<>(values))));
    scores = Collections.unmodifiableMap(copy);
  }
}
