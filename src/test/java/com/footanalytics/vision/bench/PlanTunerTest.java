package com.footanalytics.vision.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.bench.PlanTuner.Trial;
import com.footanalytics.vision.pipeline.CorePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTunerTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 64})
  void everyCandidateIsTriedOnceAndTheAutomaticPlanFirst(int cores) {
    List<CorePlan> plans = PlanTuner.candidates(cores);
    assertEquals(CorePlan.forCores(cores), plans.getFirst());
    assertEquals(plans.size(), new HashSet<>(plans).size());
    assertTrue(
        plans.stream()
            .allMatch(
                plan -> plan.sessions() * plan.threadsPerSession() <= Math.max(cores, 1) + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64})
  void aVideoSaysNothingAboutEventLoops(int cores) {
    assertTrue(
        PlanTuner.candidates(cores).stream()
            .allMatch(plan -> plan.eventLoops() == CorePlan.forCores(cores).eventLoops()));
  }

  @Test
  void theFastestOfAllRoundsComesFirst() {
    CorePlan slow = new CorePlan(1, 1, 1, 1);
    CorePlan fast = new CorePlan(1, 2, 1, 1);
    var asked = new ArrayList<CorePlan>();
    List<Trial> trials =
        PlanTuner.tune(
            List.of(slow, fast),
            2,
            plan -> {
              asked.add(plan);
              return plan.equals(fast) ? 50 + asked.size() : 40 - asked.size();
            });
    assertEquals(List.of(slow, fast, slow, fast), asked);
    assertEquals(List.of(new Trial(fast, 54), new Trial(slow, 39)), trials);
  }
}
