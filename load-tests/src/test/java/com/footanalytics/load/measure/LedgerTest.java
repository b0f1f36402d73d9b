package com.footanalytics.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.load.profile.Phase;
import com.footanalytics.load.profile.Phase.Part;
import com.footanalytics.load.profile.Plan;
import com.footanalytics.load.profile.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Ledger ledger =
      new Ledger(
          new Plan(
              List.of(
                  new Phase("first", 1, Duration.ofSeconds(2), Part.WARM_UP),
                  new Phase("second", 1, Duration.ofSeconds(3), Part.MEASURED))),
          now::get);

  @Test
  void anAttemptBelongsToThePhaseInWhichItStarted() {
    ledger.started();
    attempt(1999, 4000);
    attempt(2000, 2100);
    attempt(9000, 9100);
    assertEquals(1, ledger.tally(0, Request.DETECT).count());
    assertEquals(2, ledger.tally(1, Request.DETECT).count());
    assertEquals(2001, ledger.tally(0, Request.DETECT).times(Outcome.OK).quantileMillis(1));
  }

  private void attempt(long fromMillis, long toMillis) {
    ledger.attempt(Request.DETECT, 1_000_000 + fromMillis, 1_000_000 + toMillis, Outcome.OK);
  }

  @Test
  void thePhaseNowFollowsTheClock() {
    assertEquals(0, ledger.phaseNow());
    ledger.started();
    now.addAndGet(1999);
    assertEquals(0, ledger.phaseNow());
    now.incrementAndGet();
    assertEquals(1, ledger.phaseNow());
    now.addAndGet(100_000);
    assertEquals(1, ledger.phaseNow());
  }

  @Test
  void requestsOfAKindAreCountedTogether() {
    ledger.started();
    ledger.attempt(Request.DETECT, now.get(), now.get() + 1, Outcome.OK);
    ledger.attempt(Request.MODEL_INFER, now.get(), now.get() + 2, Outcome.REJECTED);
    ledger.attempt(Request.LIST_JOBS, now.get(), now.get() + 3, Outcome.OK);
    Tally inferences = ledger.tally(0, Request.Kind.INFERENCE);
    assertEquals(2, inferences.count());
    assertEquals(1, inferences.count(Outcome.REJECTED));
  }

  @Test
  void aRequestThatWasRetriedIsAnsweredAndOneThatNeverWasIsLost() {
    ledger.ended(Request.DETECT, true, 1);
    ledger.ended(Request.DETECT, true, 2);
    ledger.ended(Request.MODEL_INFER, false, 4);
    assertEquals(new Ledger.Ends(2, 1, 1), ledger.ends(Request.Kind.INFERENCE));
    assertEquals(new Ledger.Ends(0, 0, 0), ledger.ends(Request.Kind.READ));
  }

  @Test
  void whatIsTakenOutIsACopy() {
    ledger.started();
    ledger.attempt(Request.DETECT, now.get(), now.get() + 1, Outcome.OK);
    ledger.tally(0, Request.DETECT).add(Outcome.OK, 5);
    assertEquals(1, ledger.tally(0, Request.DETECT).count());
  }
}
