package com.footanalytics.vision.oip;

import java.util.concurrent.TimeUnit;

/** How long the service took, as W3C's Server Timing has it. */
public final class ServerTiming {
  /** The name of the header over HTTP, and of the trailer over gRPC but for its case. */
  public static final String HEADER = "Server-Timing";

  private static final long MICROS_PER_MILLI = 1000;

  private ServerTiming() {}

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
