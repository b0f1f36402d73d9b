package com.footanalytics.vision.slo;

import com.footanalytics.vision.slo.Objective.Indicator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is recorded of an objective, a series for each namespace: events and errors a second and the
 * share of errors over every window, the objective, its budget and what is left of it, and where it
 * is about latency the quantile that it speaks of.
 *
 * <p>The share has no value while there are no events. The budget that is left is weighed by
 * traffic; it is computed from the recorded rates, as the raw series of so many days would be too
 * many.
 */
final class ObjectiveRecordings {

  private static final Window EVERY = new Window("30s");
  private static final Window EVERY_OF_LONG = new Window("2m");
  private static final long LONG_SECONDS = new Window("6h").seconds();

  private final Promises promises;
  private final Objective objective;

  ObjectiveRecordings(Promises promises, Objective objective) {
    this.promises = promises;
    this.objective = objective;
  }

  /** Long windows are evaluated less often, for they cost more and change slowly. */
  List<RuleGroup> groups() {
    List<Rule> shortRules = new ArrayList<>();
    List<Rule> longRules = new ArrayList<>();
    for (Window window : promises.windows()) {
      List<Rule> rules = window.seconds() < LONG_SECONDS ? shortRules : longRules;
      rules.add(recording("slo:events:rate" + window, events(window)));
      rules.add(recording("slo:errors:rate" + window, errors(window)));
      rules.add(
          recording(
              "slo:error_ratio:rate" + window,
              series("errors", window) + "\n/ (" + series("events", window) + " > 0)"));
    }
    if (objective.indicator() instanceof Indicator.Latency latency) {
      shortRules.add(quantile(latency));
    }
    longRules.addAll(budget());
    return List.of(
        new RuleGroup(objective.name(), EVERY, shortRules),
        new RuleGroup(objective.name() + "-long", EVERY_OF_LONG, longRules));
  }

  private String events(Window window) {
    return switch (objective.indicator()) {
      case Indicator.Share share -> rate(share.events(), window);
      case Indicator.Latency latency -> rate(latency.histogram().ending("_count"), window);
    };
  }

  private String errors(Window window) {
    return switch (objective.indicator()) {
      // Errors of which there never was one have no series.
      case Indicator.Share share ->
          rate(share.errors(), window) + "\nor\n0 * " + rate(share.events(), window);
      case Indicator.Latency latency -> {
        Selector within =
            latency.histogram().ending("_bucket").and("le=\"" + latency.bound() + "\"");
        yield rate(latency.histogram().ending("_count"), window) + "\n- " + rate(within, window);
      }
    };
  }

  private Rule quantile(Indicator.Latency latency) {
    String ratio = objective.ratio().stripTrailingZeros().toPlainString();
    Selector buckets = latency.histogram().ending("_bucket");
    return new Rule.Recording(
        "slo:latency_seconds:rate5m",
        "histogram_quantile(%s, sum by (namespace, le) (rate(%s[5m])))".formatted(ratio, buckets),
        labels("quantile", ratio));
  }

  private List<Rule> budget() {
    String budget = objective.budget().toPlainString();
    Window fresh = promises.windows().getFirst();
    String spent =
        "sum_over_time(%s[%s])\n  / (sum_over_time(%s[%s]) > 0)"
            .formatted(
                series("errors", fresh),
                promises.period(),
                series("events", fresh),
                promises.period());
    return List.of(
        recording("slo:objective:ratio", "vector(" + objective.ratio().toPlainString() + ")"),
        recording("slo:error_budget:ratio", "vector(" + budget + ")"),
        recording("slo:error_budget_remaining:ratio", "1 - (\n  " + spent + "\n) / " + budget));
  }

  private Rule recording(String name, String expression) {
    return new Rule.Recording(name, expression, labels());
  }

  private Map<String, String> labels(String... more) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("slo", objective.name());
    for (int i = 0; i < more.length; i += 2) {
      labels.put(more[i], more[i + 1]);
    }
    return labels;
  }

  private String series(String what, Window window) {
    return "slo:%s:rate%s{slo=\"%s\"}".formatted(what, window, objective.name());
  }

  private static String rate(Selector selector, Window window) {
    return "sum by (namespace) (rate(%s[%s]))".formatted(selector, window);
  }
}
