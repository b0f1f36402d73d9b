package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.oip.InferRequest.Origin;
import com.footanalytics.vision.telemetry.Trace;
import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalTest {

  private static final Identity STUDIO = Identity.caller("studio");

  @Test
  void withoutADeadlineACallerWaitsForEver() {
    assertEquals(
        Long.MAX_VALUE, Arrival.now("here", STUDIO, Context.ROOT, Trace.NONE).deadlineNanos());
  }

  @Test
  void theDeadlineIsCountedFromNow() {
    var scheduler = new ScheduledThreadPoolExecutor(1);
    try (var context = Context.ROOT.withDeadline(Deadline.after(3, TimeUnit.HOURS), scheduler)) {
      Arrival arrival = Arrival.now("here", STUDIO, context, Trace.NONE);
      long left = arrival.deadlineNanos() - arrival.nanos();
      assertTrue(left <= TimeUnit.HOURS.toNanos(3) && left > 0);
    } finally {
      scheduler.shutdownNow();
    }
  }

  @Test
  void aRequestOfManyHasItsOwnBeginning() {
    Arrival arrival = new Arrival("here", 5, 100, STUDIO, Trace.NONE);
    assertEquals(new Origin("grpc", "here", 5, 100, STUDIO), arrival.only());
    assertEquals(new Origin("grpc", "here", 7, 100, STUDIO), arrival.oneOfMany(7));
    assertTrue(arrival.only().arrivedNanos() < arrival.oneOfMany(7).arrivedNanos());
  }
}
