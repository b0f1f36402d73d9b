package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

  @Test
  void matchersAreAddedToThoseThereAre() {
    Selector bare = Selector.parse("calls").orElseThrow();
    assertEquals("calls", bare.toString());
    assertEquals("calls_bucket{le=\"2.0\"}", bare.ending("_bucket").and("le=\"2.0\"").toString());
    assertEquals(
        "calls{outcome=\"ok\",le=\"2.0\"}",
        Selector.parse(" calls{outcome=\"ok\"} ").orElseThrow().and("le=\"2.0\"").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2calls", "calls{}", "calls{", "rate(calls[5m])", "calls + calls"})
  void anythingElseIsNone(String text) {
    assertEquals(Optional.empty(), Selector.parse(text));
  }
}
