package com.footanalytics.vision.grpc;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.oip.InferRequest.Origin;
import com.footanalytics.vision.telemetry.Trace;
import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.TimeUnit;

/**
 * Where a call came from.
 *
 * @param caller the address of the other end, without its port
 * @param nanos {@link System#nanoTime()} when its headers were there
 * @param deadlineNanos {@link System#nanoTime()} after which nobody waits; {@link Long#MAX_VALUE}
 *     if the caller set no deadline
 * @param identity who calls, as flags are decided
 * @param trace gets what is done for it
 */
record Arrival(String caller, long nanos, long deadlineNanos, Identity identity, Trace trace) {

  static final Context.Key<Arrival> OF_CALL = Context.key("arrival");

  private static final String PROTOCOL = "grpc";

  /** The arrival, now, of a call of this context. */
  static Arrival now(String caller, Identity identity, Context context, Trace trace) {
    long now = System.nanoTime();
    Deadline deadline = context.getDeadline();
    return new Arrival(
        caller,
        now,
        deadline == null ? Long.MAX_VALUE : now + deadline.timeRemaining(TimeUnit.NANOSECONDS),
        identity,
        trace);
  }

  /** The call's only request. */
  Origin only() {
    return new Origin(PROTOCOL, caller, nanos, deadlineNanos, identity, trace);
  }

  /** One request of many, which came at that {@link System#nanoTime()}. */
  Origin oneOfMany(long arrivedNanos) {
    return new Origin(PROTOCOL, caller, arrivedNanos, deadlineNanos, identity, trace);
  }
}
