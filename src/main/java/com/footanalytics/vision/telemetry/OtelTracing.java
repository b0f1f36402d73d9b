package com.footanalytics.vision.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Traces with OpenTelemetry. Which spans are recorded, and where they go, is the business of the
 * agent that is attached to the process; without one all of this does nothing.
 */
public final class OtelTracing implements Tracing {

  static final AttributeKey<String> JOB = AttributeKey.stringKey("footanalytics.job.id");
  static final AttributeKey<Long> SEGMENT = AttributeKey.longKey("footanalytics.job.segment");

  private static final String SCOPE = "com.footanalytics.vision";
  private static final String HEADER = "traceparent";
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  /** Reads a header that is alone. */
  private static final TextMapGetter<String> ALONE =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals(HEADER) ? carrier : null;
        }
      };

  private final Tracer tracer;
  private final InstantSource clock;

  /**
   * @param clock says when what happened on the machine's own clock
   */
  public OtelTracing(OpenTelemetry openTelemetry, InstantSource clock) {
    this.tracer = openTelemetry.getTracer(SCOPE);
    this.clock = clock;
  }

  @Override
  public Trace current() {
    return Span.current().getSpanContext().isSampled()
        ? new OtelTrace(tracer, Context.current(), clock)
        : Trace.NONE;
  }

  @Override
  public Optional<String> traceParent() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? Optional.of(
            "00-" + span.getTraceId() + '-' + span.getSpanId() + '-' + span.getTraceFlags().asHex())
        : Optional.empty();
  }

  @Override
  public StepTrace begin(JobStep step) {
    Context parent =
        step.traceParent()
            .map(header -> W3C.extract(Context.root(), header, ALONE))
            .orElseGet(Context::root);
    SpanBuilder span =
        tracer
            .spanBuilder("job " + step.kind())
            .setParent(parent)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute(JOB, step.job());
    step.segment().ifPresent(number -> span.setAttribute(SEGMENT, number));
    return new OtelStepTrace(tracer, parent, span.startSpan(), clock, step);
  }
}
