package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class OtelTracingTest {

  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String UNSAMPLED = PARENT.substring(0, PARENT.length() - 1) + "0";
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int CALLS = 100_000;

  private final RecordedSpans recorded = new RecordedSpans(Sampler.alwaysOn());
  private final Tracing tracing = new OtelTracing(recorded, CLOCK);

  @Test
  void withoutARequestThereIsNothingToTrace() {
    assertSame(Trace.NONE, tracing.current());
    assertEquals(Optional.empty(), tracing.traceParent());
  }

  @Test
  void whatIsAddedIsBelowTheRequestWhereverItIsAdded() throws Exception {
    Span request = recorded.tracer().spanBuilder("POST /v1/detect").startSpan();
    Trace trace;
    try (Scope _ = request.makeCurrent()) {
      trace = tracing.current();
    }
    long now = System.nanoTime();
    Thread elsewhere =
        Thread.ofPlatform().start(() -> trace.add(SpanName.DECODE, now - 5_000_000, now));
    elsewhere.join();
    SpanData span = recorded.span("decode");
    assertEquals(request.getSpanContext().getTraceId(), span.getTraceId());
    assertEquals(request.getSpanContext().getSpanId(), span.getParentSpanId());
    assertEquals(5_000_000, span.getEndEpochNanos() - span.getStartEpochNanos(), 2_000_000);
    long wall = CLOCK.millis() * 1_000_000;
    assertEquals(wall, span.getEndEpochNanos(), 10e9);
  }

  @Test
  void aRunNamesItsModelItsBatchAndThoseItSharedItWith() {
    OtelTrace first = trace("first");
    OtelTrace second = trace("second");
    BatchRun run =
        new BatchRun("detector", "2", "cpu", 1, 2, 3, 5, List.of(first, second, Trace.NONE));
    first.ran(run);
    SpanData span = recorded.span("infer");
    assertEquals(spanId(first), span.getParentSpanId());
    assertEquals(
        List.of(spanId(second)),
        span.getLinks().stream().map(link -> link.getSpanContext().getSpanId()).toList());
    assertEquals("detector", span.getAttributes().get(OtelTrace.MODEL));
    assertEquals("2", span.getAttributes().get(OtelTrace.VERSION));
    assertEquals("cpu", span.getAttributes().get(OtelTrace.DEVICE));
    assertEquals(5, span.getAttributes().get(OtelTrace.BATCH_SIZE));
    assertEquals(spanId(first), recorded.span("batch wait").getParentSpanId());
  }

  @Test
  void aRunIsLinkedToTheVideosInItsBatch() {
    OtelTrace request = trace("request");
    OtelTrace segment = trace("segment");
    request.ran(
        new BatchRun(
            "detector", "2", "cpu", 1, 2, 3, 2, List.of(request, SummedTrace.into(segment))));
    List<LinkData> links = recorded.span("infer").getLinks();
    assertEquals(spanId(segment), links.getFirst().getSpanContext().getSpanId());
  }

  @Test
  void aSumSaysHowManyPiecesItStandsFor() {
    trace("segment")
        .add(
            SpanName.INFER,
            new SpanSum(
                0,
                9_000_000,
                40,
                3_500_000_000L,
                Optional.of(new SpanSum.Batches("detector", "2", "cpu", 2.5))));
    SpanData span = recorded.span("infer");
    assertEquals(40, span.getAttributes().get(OtelTrace.PIECES));
    assertEquals(3.5, span.getAttributes().get(OtelTrace.BUSY_SECONDS));
    assertEquals(2.5, span.getAttributes().get(OtelTrace.MEAN_BATCH_SIZE));
  }

  @Test
  void aStepIsInTheTraceOfTheRequestThatMadeItsJob() {
    JobStep step = new JobStep("JOB", "segment", OptionalInt.of(3), Optional.of(PARENT));
    try (StepTrace trace = tracing.begin(step)) {
      assertTrue(trace.isRecorded());
      trace.add(SpanName.PROBE, 1, 2);
      trace.failed("the disk is full");
    }
    SpanData span = recorded.span("job segment");
    assertEquals("4bf92f3577b34da6a3ce929d0e0e4736", span.getTraceId());
    assertEquals("00f067aa0ba902b7", span.getParentSpanId());
    assertEquals(SpanKind.CONSUMER, span.getKind());
    assertEquals("JOB", span.getAttributes().get(OtelTracing.JOB));
    assertEquals(3, span.getAttributes().get(OtelTracing.SEGMENT));
    assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
    assertEquals("the disk is full", span.getStatus().getDescription());
    assertEquals(span.getSpanId(), recorded.span("probe").getParentSpanId());
  }

  @Test
  void aStepOfAJobThatNoTracedRequestMadeBeginsATrace() {
    tracing.begin(new JobStep("JOB", "prepare", OptionalInt.empty(), Optional.empty())).close();
    assertFalse(recorded.span("job prepare").getParentSpanContext().isValid());
  }

  @Test
  void aHeaderThatIsDamagedBeginsATrace() {
    tracing
        .begin(new JobStep("JOB", "prepare", OptionalInt.empty(), Optional.of("00-rubbish")))
        .close();
    assertFalse(recorded.span("job prepare").getParentSpanContext().isValid());
  }

  @Test
  void aJobIsNotRecordedIfItsRequestWasNot() {
    JobStep step = new JobStep("JOB", "finish", OptionalInt.empty(), Optional.of(UNSAMPLED));
    try (StepTrace trace = tracing.begin(step)) {
      assertFalse(trace.isRecorded());
      trace.add(SpanName.WRITE, 1, 2);
    }
    assertEquals(List.of(), recorded.spans());
  }

  @Test
  void aRequestThatIsNotRecordedIsStillNamed() {
    RecordedSpans none = new RecordedSpans(Sampler.alwaysOff());
    Tracing sparing = new OtelTracing(none, CLOCK);
    Span request = none.tracer().spanBuilder("GET").startSpan();
    try (Scope _ = request.makeCurrent()) {
      assertSame(Trace.NONE, sparing.current());
      assertEquals(
          "00-%s-%s-00"
              .formatted(
                  request.getSpanContext().getTraceId(), request.getSpanContext().getSpanId()),
          sparing.traceParent().orElseThrow());
    }
  }

  @Test
  void theLogNamesTheJobWhileAThreadWorksForIt() {
    JobStep step = new JobStep("JOB", "segment", OptionalInt.of(3), Optional.empty());
    Tracing withoutAgent = new OtelTracing(OpenTelemetry.noop(), CLOCK);
    try (StepTrace trace = withoutAgent.begin(step)) {
      try (Trace.Scope _ = trace.enter()) {
        assertEquals("JOB", MDC.get(OtelStepTrace.JOB_ID));
        assertEquals("3", MDC.get(OtelStepTrace.JOB_SEGMENT));
      }
      try (Trace.Scope _ = trace.enter()) {
        trace.enter().close();
        assertEquals("JOB", MDC.get(OtelStepTrace.JOB_ID), "whoever entered before is still named");
        assertEquals("3", MDC.get(OtelStepTrace.JOB_SEGMENT));
      }
      assertEquals(Optional.empty(), Optional.ofNullable(MDC.get(OtelStepTrace.JOB_ID)));
      assertEquals(Optional.empty(), Optional.ofNullable(MDC.get(OtelStepTrace.JOB_SEGMENT)));
    }
  }

  @Test
  void spansOfAThreadThatWorksForATraceAreBelowIt() {
    OtelTrace request = trace("request");
    try (Trace.Scope _ = request.enter()) {
      recorded.tracer().spanBuilder("GET object").startSpan().end();
    }
    assertEquals(spanId(request), recorded.span("GET object").getParentSpanId());
    assertFalse(Span.current().getSpanContext().isValid());
  }

  /** Beside what a loop costs that does nothing. */
  @Test
  void withoutAnAgentNothingIsAllocated() {
    Tracing withoutAgent = new OtelTracing(OpenTelemetry.noop(), CLOCK);
    for (int i = 0; i < 2; i++) {
      request(withoutAgent);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      request(withoutAgent);
    }
    long perCall = (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    assertEquals(0, perCall, "bytes a call");
  }

  private static void request(Tracing tracing) {
    Trace trace = tracing.current();
    try (Trace.Scope _ = trace.enter()) {
      trace.add(SpanName.DECODE, 1, 2);
      if (trace.isRecorded()) {
        throw new AssertionError("recorded without an agent");
      }
    }
    if (tracing.traceParent().isPresent()) {
      throw new AssertionError("named without an agent");
    }
  }

  private OtelTrace trace(String name) {
    Span span = recorded.tracer().spanBuilder(name).startSpan();
    try (Scope _ = span.makeCurrent()) {
      return (OtelTrace) tracing.current();
    }
  }

  private static String spanId(OtelTrace trace) {
    return Span.fromContext(trace.context()).getSpanContext().getSpanId();
  }
}
