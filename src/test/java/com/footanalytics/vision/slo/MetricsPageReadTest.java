package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsPageReadTest {

  private static final String TEXT =
      """
      # HELP a_seconds How long # TYPE b
      # TYPE a_seconds histogram
      a_seconds_bucket{x="a b",le="1.0",} 1.0
      a_seconds_count{x="a b",} 1.0
      # TYPE jvm_threads gauge
      jvm_threads 3.0
      """;

  @Test
  void aSeriesIsItsNameAndLabels() {
    MetricsPage page = MetricsPage.of(TEXT);
    assertEquals(Set.of("a_seconds", "jvm_threads"), page.families().keySet());
    assertEquals(Set.of("jvm_threads"), page.families().get("jvm_threads"));
    assertEquals(
        Set.of("a_seconds_bucket{x=\"a b\",le=\"1.0\",}", "a_seconds_count{x=\"a b\",}"),
        page.own());
  }

  @Test
  void aSeriesThatIsThereTwiceIsAnError() {
    assertThrows(AssertionError.class, () -> MetricsPage.of(TEXT + "jvm_threads 4.0\n"));
  }
}
