package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StepGateTest {

  private final StepGate gate = new StepGate();

  @Test
  void stepsGoSideBySide() {
    assertTrue(gate.enter(false));
    assertTrue(gate.enter(false));
  }

  @Test
  void whoWantsToBeAloneWaitsForThoseInsideAndGoesBeforeThoseThatCome() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    assertTrue(gate.enter(false));
    FutureTask<Boolean> alone = entering(true, "alone", order);
    FutureTask<Boolean> later = entering(false, "later", order);
    assertEquals(List.of(), order);
    gate.leave();
    assertTrue(alone.get());
    assertFalse(later.isDone());
    gate.leave();
    assertTrue(later.get());
    assertEquals(List.of("alone", "later"), order);
  }

  @Test
  void aClosedGateTurnsAwayWhoeverWaitsOrComes() throws Exception {
    assertTrue(gate.enter(true));
    FutureTask<Boolean> waiting = entering(false, "waiting", new ArrayList<>());
    FutureTask<Boolean> alone = entering(true, "alone", new ArrayList<>());
    gate.close();
    assertFalse(waiting.get());
    assertFalse(alone.get());
    assertFalse(gate.enter(false));
    gate.leave();
  }

  @Test
  void nobodyIsEverBesideOneWhoIsAlone() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<FutureTask<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Random random = new Random(i);
      FutureTask<Boolean> one =
          new FutureTask<>(() -> {
            boolean right = true;
            for (int step = 0; step < 2000; step++) {
              boolean alone = random.nextInt(4) == 0;
              gate.enter(alone);
              int count = inside.incrementAndGet();
              right &= !alone || count == 1;
              Thread.onSpinWait();
              right &= !alone || inside.get() == 1;
              inside.decrementAndGet();
              gate.leave();
            }
            return right;
          });
      all.add(one);
      Thread.ofPlatform().start(one);
    }
    for (FutureTask<Boolean> one : all) {
      assertTrue(one.get());
    }
  }

  /** Returns once the thread waits at the gate. */
  private FutureTask<Boolean> entering(boolean alone, String name, List<String> order) {
    FutureTask<Boolean> entered =
        new FutureTask<>(() -> {
          boolean in = gate.enter(alone);
          order.add(name);
          return in;
        });
    Thread thread = Thread.ofPlatform().start(entered);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return entered;
  }
}
