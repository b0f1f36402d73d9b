package com.footanalytics.load.service;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of metrics in Prometheus' text form. */
record Metrics(String page) {

  private static final Pattern SAMPLE =
      Pattern.compile("^(?<name>[a-zA-Z_:][\\w:]*)(\\{[^}]*})? (?<value>\\S+)", Pattern.MULTILINE);

  /** The sum of a metric over its labels; empty if it is not there. */
  OptionalDouble sum(String name) {
    List<Double> values = values(name);
    return values.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.stream().mapToDouble(Double::doubleValue).sum());
  }

  /** The highest value of a metric over its labels; empty if it is not there. */
  OptionalDouble max(String name) {
    return values(name).stream().mapToDouble(Double::doubleValue).max();
  }

  private List<Double> values(String name) {
    List<Double> values = new ArrayList<>();
    Matcher sample = SAMPLE.matcher(page);
    while (sample.find()) {
      if (sample.group("name").equals(name)) {
        values.add(Double.parseDouble(sample.group("value").replace("Inf", "Infinity")));
      }
    }
    return values;
  }
}
