package com.footanalytics.vision.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final long ROW_NANOS = 1000;

  private final List<TestingWork> expired = new ArrayList<>();
  private long now = 1_000_000;

  @Test
  void worksOfOneCallerRunInTheOrderTheyCame() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    for (String name : List.of("a", "b", "c")) {
      dispatcher.offer(TestingWork.of(name), now);
    }
    assertEquals("[a] [b] [c]", runAll(dispatcher));
  }

  @Test
  void callersTakeTurnsWhateverTheySend() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    for (int i = 0; i < 4; i++) {
      dispatcher.offer(TestingWork.by("flood", "f" + i), now);
    }
    dispatcher.offer(TestingWork.by("one", "o"), now);
    dispatcher.offer(TestingWork.by("other", "x"), now);
    assertEquals("[f0] [o] [x] [f1] [f2] [f3]", runAll(dispatcher));
  }

  @Test
  void lanesAreServedInTheirOrder() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    dispatcher.offer(TestingWork.in(Lane.BULK, "bulk"), now);
    dispatcher.offer(TestingWork.in(Lane.LIVE, "live"), now);
    dispatcher.offer(TestingWork.in(Lane.INTERACTIVE, "now"), now);
    assertEquals("[now] [live] [bulk]", runAll(dispatcher));
  }

  @Test
  void aLaneThatWaitsGetsItsFloorShare() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    int bulk = 0;
    for (int i = 0; i < 40; i++) {
      dispatcher.offer(TestingWork.in(Lane.BULK, "b"), now);
    }
    for (int i = 0; i < 200; i++) {
      dispatcher.offer(TestingWork.in(Lane.INTERACTIVE, "i"), now);
      bulk += next(dispatcher, 0).toString().equals("[b]") ? 1 : 0;
      now += ROW_NANOS;
      dispatcher.finished(0, now, true);
    }
    assertTrue(bulk >= 17 && bulk <= 20, "a tenth of 200 runs: " + bulk);
  }

  @Test
  void onlyWorksOfOneKindRunTogether() {
    Dispatcher<TestingWork> dispatcher = free(8);
    dispatcher.offer(TestingWork.of("a"), now);
    dispatcher.offer(
        new TestingWork("odd", Lane.INTERACTIVE, "caller2", "other", 1, Long.MAX_VALUE), now);
    dispatcher.offer(TestingWork.by("caller3", "c"), now);
    assertEquals("[a, c] [odd]", runAll(dispatcher));
  }

  @Test
  void aBatchIsFilledByTurnsOfTheCallers() {
    Dispatcher<TestingWork> dispatcher = free(3);
    for (int i = 0; i < 3; i++) {
      dispatcher.offer(TestingWork.by("flood", "f" + i), now);
    }
    dispatcher.offer(TestingWork.by("one", "o"), now);
    assertEquals("[f0, o, f1] [f2]", runAll(dispatcher));
  }

  @Test
  void aWorkOfManyRowsTakesAsMuchOfTheBatch() {
    Dispatcher<TestingWork> dispatcher = free(4);
    dispatcher.offer(rows("three", 3), now);
    dispatcher.offer(rows("two", 2), now);
    dispatcher.offer(rows("one", 1), now);
    assertEquals("[three, one] [two]", runAll(dispatcher));
  }

  @Test
  void urgentWorkIsNotDelayedByRowsOfALaterLane() {
    Dispatcher<TestingWork> dispatcher = free(8);
    dispatcher.offer(TestingWork.in(Lane.BULK, "b1"), now);
    dispatcher.offer(TestingWork.in(Lane.BULK, "b2"), now);
    dispatcher.offer(TestingWork.in(Lane.INTERACTIVE, "i"), now);
    assertEquals("[i] [b1, b2]", runAll(dispatcher));
  }

  @Test
  void workThatWouldMissItsDeadlineIsRefusedAndToldWhenToComeAgain() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    for (int i = 0; i < 10; i++) {
      taken(dispatcher.offer(TestingWork.of("w" + i), now));
    }
    taken(dispatcher.offer(TestingWork.due("far", now + 13 * ROW_NANOS), now));
    Offer.Refused refused = refused(dispatcher.offer(TestingWork.due("near", now + 11_000), now));
    assertEquals(Offer.Reason.LATE, refused.reason());
    assertEquals(2_800, refused.retryAfter().toNanos(), 1);
  }

  @Test
  void whatRunsCountsAsLongAsItWillRunYet() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    dispatcher.offer(TestingWork.of("running"), now);
    next(dispatcher, 0);
    refused(dispatcher.offer(TestingWork.due("early", now + 2000), now));
    now += 900;
    taken(dispatcher.offer(TestingWork.due("late", now + 2000), now));
  }

  @Test
  void aCallerWithFewWorksIsNotRefusedForTheQueueOfAnother() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    for (int i = 0; i < 20; i++) {
      dispatcher.offer(TestingWork.by("flood", "f"), now);
    }
    long deadline = now + 4 * ROW_NANOS;
    refused(
        dispatcher.offer(
            new TestingWork("f", Lane.INTERACTIVE, "flood", TestingWork.KIND, 1, deadline), now));
    taken(
        dispatcher.offer(
            new TestingWork("o", Lane.INTERACTIVE, "one", TestingWork.KIND, 1, deadline), now));
  }

  @Test
  void workThatIsLateAlreadyIsRefusedThoughNothingIsKnown() {
    Dispatcher<TestingWork> dispatcher = new Dispatcher<>(settings(1, 1));
    refused(dispatcher.offer(TestingWork.due("late", now), now));
    taken(dispatcher.offer(TestingWork.due("soon", now + 1), now));
  }

  @Test
  void aLaneHoldsNoMoreItemsThanItMay() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    for (int i = 0; i < 50; i++) {
      taken(dispatcher.offer(TestingWork.of("w"), now));
    }
    assertEquals(Offer.Reason.FULL, refused(dispatcher.offer(TestingWork.of("w"), now)).reason());
    taken(dispatcher.offer(TestingWork.in(Lane.BULK, "b"), now));
  }

  @Test
  void aLaneHoldsNoMoreBytesThanItMay() {
    Dispatcher<TestingWork> dispatcher = linear(1, 64);
    taken(dispatcher.offer(rows("large", 64), now));
    taken(dispatcher.offer(rows("rest", 36), now));
    assertEquals(Offer.Reason.FULL, refused(dispatcher.offer(rows("drop", 1), now)).reason());
  }

  @Test
  void expiredWorkIsDroppedBeforeItRuns() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    TestingWork soon = TestingWork.due("soon", now + 5000);
    dispatcher.offer(soon, now);
    dispatcher.offer(TestingWork.of("patient"), now);
    now += 5000;
    assertEquals("[patient]", next(dispatcher, 0).toString());
    assertEquals(List.of(soon), expired);
  }

  @Test
  void cancelledWorkNeverRuns() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    TestingWork unwanted = TestingWork.of("unwanted");
    dispatcher.offer(unwanted, now);
    dispatcher.offer(TestingWork.of("wanted"), now);
    assertTrue(dispatcher.cancel(unwanted));
    assertFalse(dispatcher.cancel(unwanted));
    assertEquals("[wanted]", runAll(dispatcher));
    assertTrue(dispatcher.isEmpty());
  }

  @Test
  void whatRunsCannotBeCancelledButKnowsThatNobodyWaits() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    TestingWork work = TestingWork.of("w");
    dispatcher.offer(work, now);
    next(dispatcher, 0);
    assertFalse(dispatcher.cancel(work));
    assertTrue(work.isCancelled());
  }

  @Test
  void workIsOfferedOnce() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    TestingWork work = TestingWork.of("w");
    dispatcher.offer(work, now);
    assertThrows(IllegalStateException.class, () -> dispatcher.offer(work, now));
  }

  @Test
  void refusedWorkMayBeOfferedAgain() {
    Dispatcher<TestingWork> dispatcher = new Dispatcher<>(new SchedulerSettings(1, 1, 1, 1000, 0));
    dispatcher.offer(TestingWork.of("first"), now);
    TestingWork second = TestingWork.of("second");
    refused(dispatcher.offer(second, now));
    next(dispatcher, 0);
    taken(dispatcher.offer(second, now));
  }

  @Test
  void aBatchThatFailedTeachesNothing() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    dispatcher.offer(TestingWork.of("w"), now);
    next(dispatcher, 0);
    dispatcher.finished(0, now + 1, false);
    refused(dispatcher.offer(TestingWork.due("w", now + ROW_NANOS), now));
  }

  @Test
  void manyKindsAndCallersAreForgottenWhenIdle() {
    Dispatcher<TestingWork> dispatcher = linear(1, 1);
    for (int i = 0; i < 1000; i++) {
      dispatcher.offer(
          new TestingWork("w", Lane.INTERACTIVE, "caller" + i, "kind" + i, 1, Long.MAX_VALUE), now);
      assertEquals("[w]", runAll(dispatcher));
    }
    assertTrue(dispatcher.isEmpty());
  }

  @Test
  void aBatchHoldsNoMoreBytesThanItMay() {
    Dispatcher<TestingWork> dispatcher =
        new Dispatcher<>(new SchedulerSettings(1, 8, 50, 10_000, 250, 0.1, 0));
    for (String name : List.of("a", "b", "c")) {
      dispatcher.offer(TestingWork.of(name), now);
    }
    dispatcher.offer(rows("larger", 3), now);
    assertEquals("[a, b] [larger] [c]", runAll(dispatcher));
  }

  private static TestingWork rows(String name, int rows) {
    return new TestingWork(
        name, Lane.INTERACTIVE, "caller" + name, TestingWork.KIND, rows, Long.MAX_VALUE);
  }

  private String runAll(Dispatcher<TestingWork> dispatcher) {
    var batches = new ArrayList<String>();
    for (List<TestingWork> batch = next(dispatcher, 0);
        !batch.isEmpty();
        batch = next(dispatcher, 0)) {
      batches.add(batch.toString());
      now += ROW_NANOS;
      dispatcher.finished(0, now, false);
    }
    return String.join(" ", batches);
  }

  private List<TestingWork> next(Dispatcher<TestingWork> dispatcher, int instance) {
    var batch = new ArrayList<TestingWork>();
    dispatcher.next(instance, now, batch, expired);
    return batch;
  }

  private static SchedulerSettings settings(int instances, int maxRows) {
    return new SchedulerSettings(instances, maxRows, 50, 10_000, 0.1);
  }

  /** Rows save nothing together. */
  private static Dispatcher<TestingWork> linear(int instances, int maxRows) {
    Dispatcher<TestingWork> dispatcher = new Dispatcher<>(settings(instances, maxRows));
    dispatcher.learn(TestingWork.KIND, 1, ROW_NANOS);
    return dispatcher;
  }

  /** A batch of any size costs the same. */
  private static Dispatcher<TestingWork> free(int maxRows) {
    Dispatcher<TestingWork> dispatcher = new Dispatcher<>(settings(1, maxRows));
    dispatcher.learn(TestingWork.KIND, 1, ROW_NANOS);
    dispatcher.learn(TestingWork.KIND, maxRows, ROW_NANOS);
    return dispatcher;
  }

  private static void taken(Offer offer) {
    assertInstanceOf(Offer.Taken.class, offer);
  }

  private static Offer.Refused refused(Offer offer) {
    return assertInstanceOf(Offer.Refused.class, offer);
  }
}
