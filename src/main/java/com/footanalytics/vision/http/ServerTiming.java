package com.footanalytics.vision.http;

import java.util.concurrent.TimeUnit;

/** How long the service took, as W3C's Server Timing has it. */
final class ServerTiming {
  static final String HEADER = "Server-Timing";

  private static final long MICROS_PER_MILLI = 1000;

  private ServerTiming() {}

  /** The header's value, in milliseconds to a millionth of a second. */
  static String total(long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
    long fraction = micros % MICROS_PER_MILLI;
    return "total;dur="
        + micros / MICROS_PER_MILLI
        + (fraction < 10 ? ".00" : fraction < 100 ? ".0" : ".")
        + fraction;
  }
}
