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

  /** How many steps above it were not within the objectives; with none it may lie higher. */
  public long beyond() {
    return steps.stream()
        .filter(step -> knee.isEmpty() || isAbove(step, knee.get()))
        .filter(step -> !step.withinObjectives())
        .count();
  }

  private static boolean isAbove(Step step, Step other) {
    return step.offeredPerSecond() > other.offeredPerSecond();
  }

  /** Whether it lies between a step within the objectives and one beyond. */
  public boolean isFound() {
    return knee.isPresent() && beyond() > 0;
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

  /**
   * The depth of an instance's queue at which there should be another, a whole number and never
   * below 1: what was seen at {@link #targetPerSecond}, on a straight line between the steps around
   * it. At the knee itself the queue is already as long as what is promised bears.
   */
  public Optional<Double> targetQueueDepth() {
    return targetPerSecond()
        .flatMap(this::depthAt)
        .map(depth -> Math.max(LEAST_QUEUE, Math.rint(depth)));
  }

  private Optional<Double> depthAt(double perSecond) {
    Optional<Step> below = Optional.empty();
    for (Step step : steps) {
      if (step.gauges().queueDepth().isPresent()) {
        if (step.offeredPerSecond() >= perSecond) {
          return Optional.of(depthBetween(below.orElse(step), step, perSecond));
        }
        below = Optional.of(step);
      }
    }
    return below.flatMap(step -> step.gauges().queueDepth());
  }

  private static double depthBetween(Step below, Step above, double perSecond) {
    double from = below.gauges().queueDepth().orElseThrow();
    double to = above.gauges().queueDepth().orElseThrow();
    double width = above.offeredPerSecond() - below.offeredPerSecond();
    return width == 0 ? to : from + (to - from) * (perSecond - below.offeredPerSecond()) / width;
  }
}
