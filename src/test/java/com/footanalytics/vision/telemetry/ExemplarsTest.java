package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExemplarsTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(
          PrometheusConfig.DEFAULT, new CollectorRegistry(), Clock.SYSTEM, Exemplars.ofTraces());
  private final MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);

  @Test
  void aMeasurementWithinATraceNamesIt() {
    record(TraceFlags.getSampled());
    List<String> named = withExemplars(TextFormat.CONTENT_TYPE_OPENMETRICS_100);
    assertTrue(
        named.stream()
            .anyMatch(line ->
                line.startsWith("http_request_duration_seconds_bucket{")
                    && line.contains("le=\"0.5\"")
                    && line.contains("span_id=\"%s\",trace_id=\"%s\"".formatted(SPAN, TRACE))),
        named::toString);
  }

  @Test
  void theTextFormatKnowsNoExemplars() {
    record(TraceFlags.getSampled());
    assertEquals(List.of(), withExemplars(TextFormat.CONTENT_TYPE_004));
  }

  @Test
  void aTraceThatIsNotKeptIsNotNamed() {
    record(TraceFlags.getDefault());
    assertEquals(List.of(), withExemplars(TextFormat.CONTENT_TYPE_OPENMETRICS_100));
  }

  @Test
  void withoutATraceNothingIsNamed() {
    answered();
    assertEquals(List.of(), withExemplars(TextFormat.CONTENT_TYPE_OPENMETRICS_100));
  }

  private void record(TraceFlags flags) {
    SpanContext context = SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault());
    try (Scope _ = Span.wrap(context).makeCurrent()) {
      answered();
    }
  }

  private void answered() {
    telemetry.answered("GET", "/v1/jobs", 200, 300_000_000);
  }

  private List<String> withExemplars(String contentType) {
    return registry.scrape(contentType).lines().filter(line -> line.contains(" # {")).toList();
  }
}
