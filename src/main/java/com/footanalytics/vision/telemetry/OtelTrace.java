package com.footanalytics.vision.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A trace of OpenTelemetry's: spans are added below the one that its context names. */
class OtelTrace implements Trace {

  static final AttributeKey<String> MODEL = AttributeKey.stringKey("footanalytics.model.name");
  static final AttributeKey<String> VERSION = AttributeKey.stringKey("footanalytics.model.version");
  static final AttributeKey<String> DEVICE = AttributeKey.stringKey("footanalytics.model.device");
  static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("footanalytics.batch.size");
  static final AttributeKey<Double> MEAN_BATCH_SIZE =
      AttributeKey.doubleKey("footanalytics.batch.mean_size");
  static final AttributeKey<Long> PIECES = AttributeKey.longKey("footanalytics.pieces");
  static final AttributeKey<Double> BUSY_SECONDS =
      AttributeKey.doubleKey("footanalytics.busy_seconds");

  /** More tell nobody more, and a span has room for 128. */
  private static final int MOST_LINKS = 32;

  private final Tracer tracer;
  private final Context context;
  private final InstantSource clock;
  private final boolean recorded;

  /**
   * @param context has the span below which others are added
   */
  OtelTrace(Tracer tracer, Context context, InstantSource clock) {
    this.tracer = tracer;
    this.context = context;
    this.clock = clock;
    this.recorded = Span.fromContext(context).getSpanContext().isSampled();
  }

  @Override
  public final boolean isRecorded() {
    return recorded;
  }

  @Override
  public final void add(SpanName name, long startNanos, long endNanos) {
    if (recorded) {
      end(begin(name, startNanos), endNanos);
    }
  }

  @Override
  public final void add(SpanName name, SpanSum sum) {
    if (!recorded) {
      return;
    }
    SpanBuilder span =
        begin(name, sum.firstNanos())
            .setAttribute(PIECES, sum.pieces())
            .setAttribute(BUSY_SECONDS, sum.busyNanos() / 1e9);
    sum.batches()
        .ifPresent(batches ->
            span.setAttribute(MODEL, batches.model())
                .setAttribute(VERSION, batches.modelVersion())
                .setAttribute(DEVICE, batches.device())
                .setAttribute(MEAN_BATCH_SIZE, batches.meanRows()));
    end(span, sum.lastNanos());
  }

  @Override
  public final void ran(BatchRun run) {
    if (!recorded) {
      return;
    }
    add(SpanName.BATCH_WAIT, run.offeredNanos(), run.takenNanos());
    SpanBuilder span =
        begin(SpanName.INFER, run.takenNanos())
            .setAttribute(MODEL, run.model())
            .setAttribute(VERSION, run.modelVersion())
            .setAttribute(DEVICE, run.device())
            .setAttribute(BATCH_SIZE, run.rows());
    run.together().stream()
        .filter(other -> other != this)
        .limit(MOST_LINKS)
        .forEach(other -> link(span, other));
    end(span, run.ranNanos());
  }

  private static void link(SpanBuilder span, Trace other) {
    if (other instanceof OtelTrace otel) {
      span.addLink(Span.fromContext(otel.context).getSpanContext());
    } else if (other instanceof SummedTrace summed) {
      link(span, summed.whole());
    }
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // who entered closes
  public Scope enter() {
    return context.makeCurrent()::close;
  }

  final Context context() {
    return context;
  }

  private SpanBuilder begin(SpanName name, long startNanos) {
    return tracer
        .spanBuilder(name.label())
        .setParent(context)
        .setStartTimestamp(epochNanos(startNanos), TimeUnit.NANOSECONDS);
  }

  private void end(SpanBuilder span, long endNanos) {
    span.startSpan().end(epochNanos(endNanos), TimeUnit.NANOSECONDS);
  }

  private long epochNanos(long nanos) {
    var now = clock.instant();
    long epoch = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    return epoch - (System.nanoTime() - nanos);
  }
}
