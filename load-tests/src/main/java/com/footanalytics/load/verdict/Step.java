package com.footanalytics.load.verdict;

import com.footanalytics.load.measure.GaugeMeans;
import com.footanalytics.load.measure.Latencies;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.measure.Tally;
import com.footanalytics.load.profile.Phase;
import com.footanalytics.load.slo.Objective;
import java.time.Duration;
import java.util.List;

/**
 * What a service did at one rate of inferences.
 *
 * @param offeredPerSecond that came
 * @param goodputPerSecond that were answered within the bound of latency
 * @param errorShare that were not answered, 0 to 1
 * @param gauges of the service meanwhile
 * @param withinObjectives whether all that is promised held
 */
public record Step(
    String name,
    double offeredPerSecond,
    double goodputPerSecond,
    Times times,
    double errorShare,
    GaugeMeans gauges,
    boolean withinObjectives) {

  /** Quantiles of those answered, in seconds; zeros if none was. */
  public record Times(double p50, double p95, double p99) {

    static Times of(Latencies answered) {
      return answered.count() == 0
          ? new Times(0, 0, 0)
          : new Times(
              answered.quantileMillis(0.5) / MILLIS,
              answered.quantileMillis(0.95) / MILLIS,
              answered.quantileMillis(0.99) / MILLIS);
    }
  }

  private static final double MILLIS = 1000;

  /**
   * Makes it of one phase.
   *
   * @param objectives of inferences
   */
  static Step of(Phase phase, Tally tally, GaugeMeans gauges, List<Objective> objectives) {
    Latencies answered = tally.times(Outcome.OK);
    long good = answered.within(bound(objectives).toMillis());
    double errors = tally.count() == 0 ? 0 : 1 - (double) answered.count() / tally.count();
    return new Step(
        phase.name(),
        tally.count() / phase.seconds(),
        good / phase.seconds(),
        Times.of(answered),
        errors,
        gauges,
        objectives.stream().allMatch(objective -> Check.of(objective, tally).passed()));
  }

  private static Duration bound(List<Objective> objectives) {
    return objectives.stream()
        .filter(Objective.Latency.class::isInstance)
        .map(objective -> ((Objective.Latency) objective).bound())
        .min(Duration::compareTo)
        .orElse(Duration.ofMillis(Long.MAX_VALUE));
  }
}
