package com.footanalytics.vision.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** A step of a job as a span of OpenTelemetry's; log lines of its threads name the job as well. */
final class OtelStepTrace extends OtelTrace implements StepTrace {

  /** The key under which log lines name the job. */
  static final String JOB_ID = "job_id";

  /** The key under which log lines name the segment. */
  static final String JOB_SEGMENT = "job_segment";

  private final Span span;
  private final JobStep step;

  OtelStepTrace(Tracer tracer, Context parent, Span span, InstantSource clock, JobStep step) {
    super(tracer, parent.with(span), clock);
    this.span = span;
    this.step = step;
  }

  @Override
  public Scope enter() {
    Scope context = super.enter();
    String job = MDC.get(JOB_ID);
    String segment = MDC.get(JOB_SEGMENT);
    MDC.put(JOB_ID, step.job());
    step.segment().ifPresent(number -> MDC.put(JOB_SEGMENT, Integer.toString(number)));
    return () -> {
      name(JOB_SEGMENT, segment);
      name(JOB_ID, job);
      context.close();
    };
  }

  private static void name(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }

  @Override
  public void failed(String reason) {
    span.setStatus(StatusCode.ERROR, reason);
  }

  @Override
  public void close() {
    span.end();
  }
}
