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
}
