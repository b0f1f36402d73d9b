package com.footanalytics.load.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.load.profile.Phase.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {

  @ParameterizedTest
  @EnumSource
  void phasesFillTheTimeAndHaveNamesOfTheirOwn(Profile profile) {
    Plan plan = profile.plan(10, 100);
    assertEquals(100_000, plan.length().toMillis(), 10);
    List<String> names = plan.phases().stream().map(Phase::name).toList();
    assertEquals(names.size(), names.stream().distinct().count(), names.toString());
    assertTrue(plan.phases().stream().anyMatch(phase -> phase.part() == Part.MEASURED));
  }

  @ParameterizedTest
  @EnumSource
  void everyProfileIsFoundByItsName(Profile profile) {
    assertEquals(Optional.of(profile), Profile.named(profile.label()));
  }

  @Test
  void stepsRiseFromLittleToFarMoreThanWasMeasured() {
    List<Phase> steps = measured(Profile.STEP.plan(Profile.STEP.rateFor(20), 110));
    for (int i = 1; i < steps.size(); i++) {
      assertTrue(steps.get(i).perSecond() > steps.get(i - 1).perSecond());
      assertEquals(steps.get(0).length(), steps.get(i).length());
    }
    assertEquals(8, steps.getFirst().perSecond());
    assertEquals(60, steps.getLast().perSecond());
  }

  @Test
  void aBurstIsTenTimesTheRateBeforeAndAfterIt() {
    List<Phase> phases = Profile.BURST.plan(3, 40).phases();
    Phase burst =
        phases.stream().filter(phase -> phase.part() == Part.OVERLOAD).findFirst().orElseThrow();
    assertEquals(30, burst.perSecond());
    assertEquals(
        List.of("before", "after"), measured(new Plan(phases)).stream().map(Phase::name).toList());
    assertEquals(Part.RECOVERY, phases.get(phases.indexOf(burst) + 1).part());
  }

  @Test
  void ratesAreSharesOfTheCapacityButSmokeIsSlow() {
    assertEquals(60, Profile.STEADY.rateFor(100));
    assertEquals(25, Profile.DRAIN.rateFor(100));
    assertEquals(Profile.MOST_SMOKE_RATE, Profile.SMOKE.rateFor(100));
    assertEquals(1, Profile.SMOKE.rateFor(1));
  }

  @Test
  void aPhaseWithoutArrivalsOrTimeIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Phase("p", 0, Duration.ofSeconds(1), Part.MEASURED));
    assertThrows(
        IllegalArgumentException.class, () -> new Phase("p", 1, Duration.ZERO, Part.MEASURED));
  }

  private static List<Phase> measured(Plan plan) {
    return plan.phases().stream().filter(phase -> phase.part() == Part.MEASURED).toList();
  }
}
