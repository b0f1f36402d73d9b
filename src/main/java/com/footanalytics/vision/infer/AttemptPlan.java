package com.footanalytics.vision.infer;

import java.util.List;

/**
 * The ways to run a model, in the order they are tried.
 *
 * @param ruledOut why devices that were asked for are not even tried, a reason each
 * @param attempts what is tried, best first
 */
record AttemptPlan(List<String> ruledOut, List<Attempt> attempts) {

  AttemptPlan {
    ruledOut = List.copyOf(ruledOut);
    attempts = List.copyOf(attempts);
  }

  /** The same without runs that are recorded, which only ever take one shape. */
  AttemptPlan withoutReplays() {
    return new AttemptPlan(
        ruledOut, attempts.stream().filter(attempt -> !attempt.replays()).toList());
  }
}
