package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.deploy.CanaryPlan.Gate;
import com.footanalytics.vision.deploy.FlaggerLoop.Phase;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlaggerLoopTest {

  private static final OptionalDouble YES = OptionalDouble.of(1);
  private static final OptionalDouble NO = OptionalDouble.of(3);

  private final FlaggerLoop loop = new FlaggerLoop(plan("up"));

  @Test
  void goodReleaseIsPromotedAfterAGoodRoundAtEveryShare() {
    rounds(YES, YES, YES);
    assertEquals(Phase.PROGRESSING, loop.phase());
    rounds(YES);
    assertEquals(Phase.PROMOTED, loop.phase());
    assertEquals(4, loop.rounds());
  }

  @Test
  void releaseIsTakenBackInTheRoundAfterTheFailuresItMayHave() {
    rounds(YES, NO, NO);
    assertEquals(Phase.PROGRESSING, loop.phase());
    rounds(YES);
    assertEquals(Phase.ROLLED_BACK, loop.phase());
    assertEquals(Set.of("gate"), loop.refused());
  }

  @Test
  void failuresAreNotForgiven() {
    rounds(YES, NO, YES, NO, YES);
    assertEquals(Phase.ROLLED_BACK, loop.phase());
  }

  @Test
  void oneFailureIsBorne() {
    rounds(YES, NO, YES, YES, YES);
    assertEquals(Phase.PROMOTED, loop.phase());
  }

  @Test
  void noAnswerIsAFailure() {
    rounds(YES, OptionalDouble.empty(), OptionalDouble.of(Double.NaN), YES);
    assertEquals(Phase.ROLLED_BACK, loop.phase());
  }

  @Test
  void gateWithoutAQuestionIsAFailure() {
    FlaggerLoop dead = new FlaggerLoop(plan(""));
    for (int round = 0; round < 4; round++) {
      dead.round(_ -> YES);
    }
    assertEquals(Phase.ROLLED_BACK, dead.phase());
  }

  private void rounds(OptionalDouble... answers) {
    for (OptionalDouble answer : answers) {
      loop.round(_ -> answer);
    }
  }

  private static CanaryPlan plan(String question) {
    return new CanaryPlan(
        "space",
        "app",
        Duration.ofMinutes(1),
        2,
        List.of(5, 20, 50),
        0,
        List.of(
            new Gate(
                "gate",
                "http://prometheus",
                question,
                "1m",
                OptionalDouble.empty(),
                OptionalDouble.of(2))));
  }
}
