package com.footanalytics.vision.telemetry;

import java.util.Optional;

/** Where traces come from. Thread-safe; calls never block and never fail. */
public interface Tracing {

  /** Traces nothing. */
  Tracing NONE =
      new Tracing() {
        @Override
        public Trace current() {
          return Trace.NONE;
        }

        @Override
        public Optional<String> traceParent() {
          return Optional.empty();
        }

        @Override
        public StepTrace begin(JobStep step) {
          return Untraced.INSTANCE;
        }
      };

  /** The trace that this thread works for now; {@link Trace#NONE} unless it is recorded. */
  Trace current();

  /**
   * What this thread works for now, recorded or not, as W3C Trace Context writes it in the header
   * {@code traceparent}; empty if nobody traces it.
   */
  Optional<String> traceParent();

  /** Begins the span of a step of a job, in the trace of the request that made the job. */
  StepTrace begin(JobStep step);
}
