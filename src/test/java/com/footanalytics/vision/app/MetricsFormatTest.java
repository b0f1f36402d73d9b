package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsFormatTest {

  /** What Prometheus 2.42 sends. */
  static final String PROMETHEUS_2 =
      "application/openmetrics-text;version=1.0.0,"
          + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

  /** What Prometheus 3 sends. */
  private static final String PROMETHEUS_3 =
      "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
          + "application/openmetrics-text;version=0.0.1;q=0.5,"
          + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,"
          + "*/*;q=0.2";

  @ParameterizedTest
  @ValueSource(
      strings = {
        PROMETHEUS_2,
        PROMETHEUS_3,
        MetricsFormat.OPEN_METRICS,
        "application/openmetrics-text",
        "Application/OpenMetrics-Text ; Version=1.0.0"
      })
  void openMetricsIsForThoseWhoLikeItBest(String accept) {
    assertTrue(MetricsFormat.prefersOpenMetrics(accept));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ";",
        "*/*",
        "text/plain",
        "text/html,application/xhtml+xml,*/*;q=0.8",
        "text/plain;q=0.9,application/openmetrics-text;version=1.0.0;q=0.8",
        "application/openmetrics-text;version=0.0.1",
        "application/openmetrics-text;version=1.0.0;q=0",
        "application/openmetrics-text;version=1.0.0;q=much"
      })
  void othersGetPlainText(String accept) {
    assertFalse(MetricsFormat.prefersOpenMetrics(accept));
  }
}
