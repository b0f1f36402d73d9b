package com.footanalytics.vision.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.prometheus.client.exemplars.tracer.common.SpanContextSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The trace that is recorded on the calling thread, for the exemplars of metrics; none without the
 * OpenTelemetry agent, and none of a request whose trace nobody keeps.
 */
final class CurrentSpan implements SpanContextSupplier {

  @Override
  public @Nullable String getTraceId() {
    SpanContext context = context();
    return context.isValid() ? context.getTraceId() : null;
  }

  @Override
  public @Nullable String getSpanId() {
    SpanContext context = context();
    return context.isValid() ? context.getSpanId() : null;
  }

  @Override
  public boolean isSampled() {
    return context().isSampled();
  }

  private static SpanContext context() {
    return Span.current().getSpanContext();
  }
}
