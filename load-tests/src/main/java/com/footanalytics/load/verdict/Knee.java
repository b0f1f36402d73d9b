package com.footanalytics.load.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a service stops to keep what is promised.
 *
 * @param steps by rising rate
 * @param knee the step of the highest rate within the objectives; empty if none was
 */
public record Knee(List<Step> steps, Optional<Step> knee) {

  /** What an autoscaler leaves between the load it aims at and the knee. */
  static final double HEADROOM = 0.8;

  private static final double LEAST_QUEUE = 1;

  public Knee {
    steps = List.copyOf(steps);
  }

  /** Finds it. */
  static Knee of(List<Step> steps) {
    List<Step> rising =
        steps.stream().sorted(Comparator.comparingDouble(Step::offeredPerSecond)).toList();
    return new Knee(rising, rising.reversed().stream().filter(Step::withinObjectives).findFirst());
  }

  /** Whether a step beyond the knee was seen; without one it may lie higher. */
  public boolean isFound() {
    return knee.isPresent() && !steps.getLast().withinObjectives();
  }

  /** Whether all steps below the knee were within the objectives too. */
  public boolean isUnbroken() {
    return steps.stream()
        .takeWhile(step -> !knee.equals(Optional.of(step)))
        .allMatch(Step::withinObjectives);
  }

  /** The rate of one instance at which there should be another. */
  public Optional<Double> targetPerSecond() {
    return knee.map(step -> HEADROOM * step.goodputPerSecond());
  }

  /** The depth of an instance's queue at which there should be another; never below 1. */
  public Optional<Double> targetQueueDepth() {
    return knee.flatMap(step -> step.gauges().queueDepth())
        .map(depth -> Math.max(LEAST_QUEUE, Math.floor(depth)));
  }
}
