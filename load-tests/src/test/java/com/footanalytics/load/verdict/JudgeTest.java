package com.footanalytics.load.verdict;

import static com.footanalytics.load.verdict.TestingEvidence.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.load.measure.GaugeMeans;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.profile.Request;
import com.footanalytics.load.service.RollingRestart.Restart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static TestingEvidence steady() {
    return TestingEvidence.of(Profile.STEADY)
        .with("steady", Request.DETECT, 990, Outcome.OK, 100)
        .with("steady", Request.DETECT, 10, Outcome.OK, 1900)
        .with("steady", Request.LIST_JOBS, 100, Outcome.OK, 20);
  }

  @Test
  void aRunWithinTheObjectivesPasses() {
    Verdict verdict = steady().judge(Profile.STEADY);
    assertTrue(verdict.passed(), wrong(verdict).toString());
    assertEquals(Optional.empty(), verdict.knee());
  }

  @Test
  void moreThanOneInAHundredBeyondTheBoundIsWrong() {
    Verdict verdict =
        steady().with("steady", Request.MODEL_INFER, 11, Outcome.OK, 2001).judge(Profile.STEADY);
    assertEquals(List.of("ml-latency P99"), wrong(verdict));
  }

  @Test
  void slowReadsAreWrongHoweverFastTheInferencesAre() {
    Verdict verdict =
        steady().with("steady", Request.MODEL, 20, Outcome.OK, 201).judge(Profile.STEADY);
    assertEquals(List.of("api-latency P95"), wrong(verdict));
  }

  @Test
  void oneFailureInAThousandIsAllowedAndTwoAreNot() {
    assertTrue(
        steady()
            .with("steady", Request.DETECT, 1, Outcome.FAILED, 1)
            .judge(Profile.STEADY)
            .passed());
    assertEquals(
        List.of("ml-availability errors"),
        wrong(steady().with("steady", Request.DETECT, 2, Outcome.LATE, 1).judge(Profile.STEADY)));
  }

  @Test
  void rejectionsAreNoErrorsButHaveALimitOfTheirOwn() {
    assertTrue(
        steady()
            .with("steady", Request.DETECT, 50, Outcome.REJECTED, 1)
            .judge(Profile.STEADY)
            .passed());
    assertEquals(
        List.of("ml-rejections"),
        wrong(
            steady()
                .with("steady", Request.DETECT, 60, Outcome.REJECTED, 1)
                .judge(Profile.STEADY)));
  }

  @Test
  void whatHappensWhileItWarmsUpIsNotJudged() {
    assertTrue(
        steady()
            .with("warm-up", Request.DETECT, 500, Outcome.FAILED, 9000)
            .judge(Profile.STEADY)
            .passed());
  }

  @Test
  void aRunThatMeasuredNothingDoesNotPass() {
    Verdict verdict = TestingEvidence.of(Profile.STEADY).judge(Profile.STEADY);
    assertFalse(verdict.passed());
    assertTrue(wrong(verdict).contains("ml-latency P99"), wrong(verdict).toString());
  }

  @Test
  void whatGatlingFoundWrongIsWrong() {
    TestingEvidence run = steady();
    run.assertionsHeld = false;
    assertEquals(
        List.of("runs whose assertions in Gatling's report failed"),
        wrong(run.judge(Profile.STEADY)));
  }

  @Test
  void aRequestThatTheLoadCouldNotMakeIsWrong() {
    TestingEvidence run = steady();
    run.ledger.crashed();
    assertEquals(List.of("requests that could not be made"), wrong(run.judge(Profile.STEADY)));
  }

  private static TestingEvidence burst() {
    return TestingEvidence.of(Profile.BURST)
        .with("before", Request.DETECT, 100, Outcome.OK, 50)
        .with("before", Request.LIST_JOBS, 20, Outcome.OK, 5)
        .with("burst", Request.DETECT, 100, Outcome.OK, 1900)
        .with("burst", Request.DETECT, 300, Outcome.REJECTED, 2)
        .with("recovery", Request.DETECT, 20, Outcome.REJECTED, 2)
        .with("after", Request.DETECT, 100, Outcome.OK, 50);
  }

  @Test
  void inABurstRefusalsAreRight() {
    Verdict verdict = burst().judge(Profile.BURST);
    assertTrue(verdict.passed(), wrong(verdict).toString());
  }

  @Test
  void inABurstFailuresAreWrong() {
    assertEquals(
        List.of("faults in the burst"),
        wrong(burst().with("burst", Request.DETECT, 1, Outcome.BROKEN, 2).judge(Profile.BURST)));
  }

  @Test
  void afterABurstTheObjectivesHoldAgain() {
    assertEquals(
        List.of("ml-rejections"),
        wrong(burst().with("after", Request.DETECT, 40, Outcome.REJECTED, 2).judge(Profile.BURST)));
  }

  private static TestingEvidence soak() {
    return TestingEvidence.of(Profile.SOAK)
        .with("window 1", Request.DETECT, 100, Outcome.OK, 50)
        .with("window 10", Request.DETECT, 100, Outcome.OK, 60)
        .with("window 5", Request.LIST_JOBS, 100, Outcome.OK, 5);
  }

  @Test
  void hoursOfLoadMayNotMakeItSlowerOrLarger() {
    assertTrue(resident(soak(), 400e6, 430e6).judge(Profile.SOAK).passed());
    assertEquals(
        List.of("memory at the end over the start's"),
        wrong(resident(soak(), 400e6, 480e6).judge(Profile.SOAK)));
    assertEquals(
        List.of("median at the end over the start's"),
        wrong(soak().with("window 10", Request.DETECT, 200, Outcome.OK, 80).judge(Profile.SOAK)));
  }

  private static TestingEvidence resident(TestingEvidence run, double first, double last) {
    run.gauges.set(1, bytes(first));
    run.gauges.set(run.gauges.size() - 1, bytes(last));
    return run;
  }

  private static GaugeMeans bytes(double resident) {
    return new GaugeMeans(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(resident));
  }

  private static TestingEvidence drain() {
    TestingEvidence run =
        TestingEvidence.of(Profile.DRAIN)
            .with("drain", Request.DETECT, 50, Outcome.OK, 50)
            .with("drain", Request.DETECT, 9, Outcome.UNAVAILABLE, 2)
            .with("drain", Request.DETECT, 9, Outcome.NOT_CONNECTED, 1)
            .with("drain", Request.LIST_JOBS, 9, Outcome.OK, 1);
    for (int i = 0; i < 50; i++) {
      run.ledger.ended(Request.DETECT, true, i < 18 ? 2 : 1);
    }
    run.ledger.ended(Request.LIST_JOBS, true, 1);
    run.restarts.add(new Restart("1", 1.5, 143, 8));
    run.restarts.add(new Restart("2", 1.5, 143, 8));
    return run;
  }

  @Test
  void aDrainMayRefuseCleanlyAndLosesNothing() {
    Verdict verdict = drain().judge(Profile.DRAIN);
    assertTrue(verdict.passed(), wrong(verdict).toString());
  }

  @Test
  void aLostRequestFailsADrain() {
    TestingEvidence run = drain();
    run.ledger.ended(Request.DETECT, false, 4);
    assertEquals(List.of("inference requests lost"), wrong(run.judge(Profile.DRAIN)));
  }

  @Test
  void aBrokenConnectionFailsADrainThoughTheRetryWasAnswered() {
    assertEquals(
        List.of("inference attempts not refused cleanly"),
        wrong(drain().with("drain", Request.DETECT, 1, Outcome.BROKEN, 5).judge(Profile.DRAIN)));
  }

  @Test
  void aDrainWithoutItsRestartsShowsNothing() {
    TestingEvidence early = drain();
    early.missed = Optional.of("the restarts did not end within the load");
    assertEquals(List.of("instances restarted"), wrong(early.judge(Profile.DRAIN)));
    TestingEvidence killed = drain();
    killed.restarts.set(1, new Restart("2", 60, 137, 8));
    assertEquals(List.of("instances that ended in order"), wrong(killed.judge(Profile.DRAIN)));
  }
}
