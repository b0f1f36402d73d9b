package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectiveRecordingsTest {

  @TempDir private Path folder;
  private List<RuleGroup> answered = List.of();
  private List<RuleGroup> fast = List.of();

  @BeforeEach
  void record() {
    Promises promises = Sources.promises(folder);
    answered = new ObjectiveRecordings(promises, promises.objectives().getFirst()).groups();
    fast = new ObjectiveRecordings(promises, promises.objectives().getLast()).groups();
  }

  @Test
  void everyWindowHasEventsErrorsAndTheirShareInThatOrder() {
    assertEquals(
        List.of(
            "slo:events:rate5m",
            "slo:errors:rate5m",
            "slo:error_ratio:rate5m",
            "slo:events:rate1h",
            "slo:errors:rate1h",
            "slo:error_ratio:rate1h"),
        names(answered.getFirst()));
    assertEquals(
        List.of(
            "slo:events:rate6h",
            "slo:errors:rate6h",
            "slo:error_ratio:rate6h",
            "slo:objective:ratio",
            "slo:error_budget:ratio",
            "slo:error_budget_remaining:ratio"),
        names(answered.getLast()));
  }

  @Test
  void longWindowsAreEvaluatedLessOften() {
    assertEquals(
        List.of("answered 30s", "answered-long 2m"),
        answered.stream().map(group -> group.name() + " " + group.interval()).toList());
  }

  @Test
  void errorsOfWhichThereNeverWasOneAreZero() {
    assertEquals(
        """
        sum by (namespace) (rate(calls_total{outcome="error"}[5m]))
        or
        0 * sum by (namespace) (rate(calls_total[5m]))\
        """,
        expression(answered, "slo:errors:rate5m"));
  }

  @Test
  void shareOfErrorsHasNoValueWithoutEvents() {
    assertEquals(
        """
        slo:errors:rate1h{slo="answered"}
        / (slo:events:rate1h{slo="answered"} > 0)\
        """,
        expression(answered, "slo:error_ratio:rate1h"));
  }

  @Test
  void errorsOfLatencyAreWhatIsNotInTheBucket() {
    assertEquals(
        "sum by (namespace) (rate(call_seconds_count{outcome=\"ok\"}[6h]))",
        expression(fast, "slo:events:rate6h"));
    assertEquals(
        """
        sum by (namespace) (rate(call_seconds_count{outcome="ok"}[6h]))
        - sum by (namespace) (rate(call_seconds_bucket{outcome="ok",le="2.0"}[6h]))\
        """,
        expression(fast, "slo:errors:rate6h"));
  }

  @Test
  void quantileOfLatencyIsThatOfTheObjective() {
    Rule.Recording quantile = recording(fast, "slo:latency_seconds:rate5m");
    assertEquals(
        "histogram_quantile(0.95, sum by (namespace, le)"
            + " (rate(call_seconds_bucket{outcome=\"ok\"}[5m])))",
        quantile.expression());
    assertEquals(Map.of("slo", "fast", "quantile", "0.95"), quantile.labels());
    assertFalse(names(answered.getFirst()).contains("slo:latency_seconds:rate5m"));
  }

  @Test
  void budgetThatIsLeftIsWeighedByTraffic() {
    assertEquals("vector(0.999)", expression(answered, "slo:objective:ratio"));
    assertEquals("vector(0.001)", expression(answered, "slo:error_budget:ratio"));
    assertEquals(
        """
        1 - (
          sum_over_time(slo:errors:rate5m{slo="answered"}[30d])
          / (sum_over_time(slo:events:rate5m{slo="answered"}[30d]) > 0)
        ) / 0.001\
        """,
        expression(answered, "slo:error_budget_remaining:ratio"));
  }

  private static List<String> names(RuleGroup group) {
    return group.rules().stream().map(rule -> ((Rule.Recording) rule).name()).toList();
  }

  private static String expression(List<RuleGroup> groups, String name) {
    return recording(groups, name).expression();
  }

  private static Rule.Recording recording(List<RuleGroup> groups, String name) {
    return groups.stream()
        .flatMap(group -> group.rules().stream())
        .map(Rule.Recording.class::cast)
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
