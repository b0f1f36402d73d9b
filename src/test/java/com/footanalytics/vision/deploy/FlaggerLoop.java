package com.footanalytics.vision.deploy;

import com.footanalytics.vision.deploy.CanaryPlan.Gate;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Flagger's loop over one release. The first round gives the canary its first share; each round
 * after it asks the gates, one after the other, and goes a step on if all admit. A gate that does
 * not counts against the release, and failures are never forgiven. In the round after as many as
 * the plan bears the canary is taken back; it is promoted after a good round at the last share.
 */
final class FlaggerLoop {

  /** Where a release stands. */
  enum Phase {
    PROGRESSING,
    PROMOTED,
    ROLLED_BACK
  }

  private final CanaryPlan plan;
  private final Set<String> refused = new TreeSet<>();
  private Phase phase = Phase.PROGRESSING;
  private int step = -1;
  private int failures;
  private int rounds;

  FlaggerLoop(CanaryPlan plan) {
    this.plan = plan;
  }

  /**
   * One round.
   *
   * @param answers what Prometheus says to a gate's question; nothing for no answer
   */
  void round(Function<Gate, OptionalDouble> answers) {
    if (phase != Phase.PROGRESSING) {
      return;
    }
    rounds++;
    if (failures >= plan.threshold()) {
      phase = Phase.ROLLED_BACK;
    } else if (step < 0) {
      step = 0;
    } else if (!admitted(answers)) {
      failures++;
    } else if (++step == plan.steps()) {
      phase = Phase.PROMOTED;
    }
  }

  Phase phase() {
    return phase;
  }

  /** Rounds from the first share to the end, or until now. */
  int rounds() {
    return rounds;
  }

  /** Names of the gates that did not admit the canary in any round. */
  Set<String> refused() {
    return refused;
  }

  /** Flagger stops at the first gate that refuses; here all are asked, to know them. */
  private boolean admitted(Function<Gate, OptionalDouble> answers) {
    boolean admitted = true;
    for (Gate gate : plan.gates()) {
      if (gate.template().isEmpty() || !gate.admits(answers.apply(gate))) {
        refused.add(gate.name());
        admitted = false;
      }
    }
    return admitted;
  }
}
