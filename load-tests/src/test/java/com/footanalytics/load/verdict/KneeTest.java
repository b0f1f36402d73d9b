package com.footanalytics.load.verdict;

import static com.footanalytics.load.verdict.TestingEvidence.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.load.measure.GaugeMeans;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.profile.Phase;
import com.footanalytics.load.profile.Phase.Part;
import com.footanalytics.load.profile.Plan;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.profile.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KneeTest {

  private static Step step(double perSecond, boolean within) {
    return step(perSecond, within, GaugeMeans.UNKNOWN);
  }

  private static Step step(double perSecond, boolean within, GaugeMeans gauges) {
    return new Step(
        "at " + perSecond, perSecond, perSecond, new Step.Times(0.1, 0.2, 0.3), 0, gauges, within);
  }

  private static GaugeMeans queue(double depth) {
    return new GaugeMeans(Optional.of(depth), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void itIsTheHighestRateWithinTheObjectives() {
    Knee knee = Knee.of(List.of(step(30, false), step(10, true), step(20, true)));
    assertEquals(20, knee.knee().orElseThrow().offeredPerSecond());
    assertTrue(knee.isFound());
    assertTrue(knee.isUnbroken());
    assertEquals(1, knee.beyond());
  }

  @Test
  void aSlipBelowItIsTold() {
    Knee knee = Knee.of(List.of(step(10, false), step(20, true), step(30, false)));
    assertEquals(20, knee.knee().orElseThrow().offeredPerSecond());
    assertFalse(knee.isUnbroken());
  }

  @Test
  void whereEveryStepIsKeptItMayLieHigher() {
    Knee knee = Knee.of(List.of(step(10, true), step(20, true)));
    assertFalse(knee.isFound());
    assertEquals(0, knee.beyond());
  }

  @Test
  void whereNoStepIsKeptThereIsNone() {
    Knee knee = Knee.of(List.of(step(10, false), step(20, false)));
    assertEquals(Optional.empty(), knee.knee());
    assertEquals(Optional.empty(), knee.targetPerSecond());
    assertFalse(knee.isFound());
  }

  @Test
  void anAutoscalerAimsBelowIt() {
    Knee knee = Knee.of(List.of(step(10, true, queue(0.2)), step(20, true, queue(4.7))));
    assertEquals(16, knee.targetPerSecond().orElseThrow(), 1e-9);
    assertEquals(3, knee.targetQueueDepth().orElseThrow(), "2.9 at 16 a second");
    Knee idle = Knee.of(List.of(step(10, true, queue(0.2))));
    assertEquals(1, idle.targetQueueDepth().orElseThrow());
  }

  @Test
  void whereDepthsAreUnknownNoneIsAimedAt() {
    assertEquals(Optional.empty(), Knee.of(List.of(step(10, true))).targetQueueDepth());
  }

  @Test
  void ofStepsWithoutADepthThoseAroundThemTell() {
    Knee knee =
        Knee.of(List.of(step(10, true, queue(2)), step(15, true), step(20, true, queue(12))));
    assertEquals(8, knee.targetQueueDepth().orElseThrow());
    Knee below = Knee.of(List.of(step(10, true, queue(2)), step(20, true)));
    assertEquals(2, below.targetQueueDepth().orElseThrow());
  }

  /** Two steps of ten seconds, at 10 and at 20 a second. */
  private static TestingEvidence steps() {
    return new TestingEvidence(
        new Plan(
            List.of(
                new Phase("one", 10, Duration.ofSeconds(10), Part.MEASURED),
                new Phase("two", 20, Duration.ofSeconds(10), Part.MEASURED))));
  }

  @Test
  void goodputCountsWhatWasAnsweredInTime() {
    Verdict verdict =
        steps()
            .with("one", Request.DETECT, 100, Outcome.OK, 100)
            .with("two", Request.DETECT, 120, Outcome.OK, 1000)
            .with("two", Request.MODEL_INFER, 30, Outcome.OK, 2500)
            .with("two", Request.DETECT, 50, Outcome.REJECTED, 2)
            .judge(Profile.STEP);
    Knee knee = verdict.knee().orElseThrow();
    Step second = knee.steps().getLast();
    assertEquals(20, second.offeredPerSecond());
    assertEquals(12, second.goodputPerSecond());
    assertEquals(0.25, second.errorShare(), 1e-9);
    assertEquals(new Step.Times(1, 2.5, 2.5), second.times());
    assertFalse(second.withinObjectives());
    assertEquals(10, knee.knee().orElseThrow().offeredPerSecond());
    assertTrue(verdict.passed(), wrong(verdict).toString());
  }

  @Test
  void aStepIsBeyondAlsoIfItOnlyRejectsTooMuch() {
    Verdict verdict =
        steps()
            .with("one", Request.DETECT, 100, Outcome.OK, 100)
            .with("two", Request.DETECT, 180, Outcome.OK, 100)
            .with("two", Request.DETECT, 20, Outcome.REJECTED, 2)
            .judge(Profile.STEP);
    assertFalse(verdict.knee().orElseThrow().steps().getLast().withinObjectives());
  }

  @Test
  void aKneeThatIsNotBracketedIsNoResult() {
    Verdict verdict =
        steps()
            .with("one", Request.DETECT, 100, Outcome.OK, 100)
            .with("two", Request.DETECT, 200, Outcome.OK, 100)
            .judge(Profile.STEP);
    assertEquals(List.of("steps beyond them above the knee"), wrong(verdict));
  }
}
