package com.footanalytics.vision.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** OpenTelemetry as an agent brings it, but for the spans, which stay here. */
final class RecordedSpans implements OpenTelemetry, SpanExporter {

  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final SdkTracerProvider tracers;

  RecordedSpans(Sampler sampler) {
    tracers =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(sampler))
            .addSpanProcessor(SimpleSpanProcessor.create(this))
            .build();
  }

  /** The spans that have ended, in that order. */
  List<SpanData> spans() {
    return List.copyOf(spans);
  }

  /** The only span of that name that has ended. */
  SpanData span(String name) {
    List<SpanData> named = spans.stream().filter(span -> span.getName().equals(name)).toList();
    if (named.size() != 1) {
      throw new AssertionError("%s: %s".formatted(name, spans));
    }
    return named.getFirst();
  }

  Tracer tracer() {
    return tracers.get("test");
  }

  @Override
  public TracerProvider getTracerProvider() {
    return tracers;
  }

  @Override
  public ContextPropagators getPropagators() {
    return ContextPropagators.noop();
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> ended) {
    spans.addAll(ended);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
