package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpressionTest {

  @Test
  void selectorsLoseRangesAndFunctionsAreNone() {
    assertEquals(
        new Expression(
            Set.of("calls_bucket{le=\"2.0\",route!~\"a}|b\"}", "up"), Set.of("le", "pod")),
        Expression.of(
            "histogram_quantile(0.99, sum by (le, pod) (rate(calls_bucket{le=\"2.0\",route!~\"a}|b\"}"
                + "[5m]))) / on (pod) up"));
  }

  @Test
  void offsetsNumbersAndWordsAreNoSelectors() {
    assertEquals(
        Set.of("depth{lane=\"live\"}", "slo:errors:rate1h{slo=\"x\"}"),
        Expression.of(
                "avg(depth{lane=\"live\"} offset 10m) > 1e3 and on() vector(0) or"
                    + " slo:errors:rate1h{slo=\"x\"} * 3600 >= bool 5")
            .selectors());
  }

  @Test
  void groupingMayFollowAnAggregation() {
    assertEquals(
        new Expression(Set.of("a", "b"), Set.of("namespace", "model")),
        Expression.of("max by (namespace) (a) unless sum(b) by (model)"));
  }
}
