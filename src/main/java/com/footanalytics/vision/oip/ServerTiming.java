package com.footanalytics.vision.oip;

import java.util.concurrent.TimeUnit;

/** How long the service took, as W3C's Server Timing has it. */
public final class ServerTiming {
  /** The name of the header over HTTP, and of the trailer over gRPC but for its case. */
  public static final String HEADER = "Server-Timing";

  /** Before the trace that an answer is part of. */
  private static final String TRACE = "traceparent;desc=\"";

  private static final long MICROS_PER_MILLI = 1000;

  private ServerTiming() {}

  /**
   * What tells a caller in which trace its request is, beside its time or alone.
   *
   * @param traceParent as the header {@code traceparent} has it
   */
  public static String trace(String traceParent) {
    return TRACE + traceParent + '"';
  }

  /** The header's value, in milliseconds to a millionth of a second. */
  public static String total(long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
    long fraction = micros % MICROS_PER_MILLI;
    return "total;dur="
        + micros / MICROS_PER_MILLI
        + (fraction < 10 ? ".00" : fraction < 100 ? ".0" : ".")
        + fraction;
  }
}
