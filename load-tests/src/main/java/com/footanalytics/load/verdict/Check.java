package com.footanalytics.load.verdict;

import com.footanalytics.load.measure.Latencies;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.measure.Tally;
import com.footanalytics.load.slo.Objective;
import java.util.Locale;

/**
 * One thing that had to hold.
 *
 * @param name what was looked at
 * @param measured what was seen
 * @param limit the most or the least that is right
 * @param unit of both; empty for a count or share
 * @param samples of what it was made; where there is none, it does not hold
 */
public record Check(
    String name, double measured, double limit, Bound bound, String unit, long samples) {

  private static final double MILLIS = 1000;

  /** On which side of the limit what was seen must be. */
  public enum Bound {
    AT_MOST,
    AT_LEAST
  }

  static Check atMost(String name, double measured, double limit, String unit, long samples) {
    return new Check(name, measured, limit, Bound.AT_MOST, unit, samples);
  }

  static Check atLeast(String name, double measured, double limit, String unit, long samples) {
    return new Check(name, measured, limit, Bound.AT_LEAST, unit, samples);
  }

  /** An objective, for the attempts of a tally. */
  static Check of(Objective objective, Tally tally) {
    return switch (objective) {
      case Objective.Latency latency -> latency(latency, tally.times(Outcome.OK));
      case Objective.Errors errors -> {
        long taken = tally.count() - tally.count(Outcome.REJECTED);
        double share = share(taken - tally.count(Outcome.OK), taken);
        yield atMost(errors.name() + " errors", share, errors.mostShare(), "", taken);
      }
      case Objective.Rejections rejections -> {
        double share = share(tally.count(Outcome.REJECTED), tally.count());
        yield atMost(rejections.name(), share, rejections.mostShare(), "", tally.count());
      }
    };
  }

  private static Check latency(Objective.Latency objective, Latencies answered) {
    double seconds =
        answered.count() == 0 ? 0 : answered.quantileMillis(objective.share()) / MILLIS;
    return atMost(
        "%s P%s".formatted(objective.name(), number(100 * objective.share())),
        seconds,
        objective.bound().toMillis() / MILLIS,
        "s",
        answered.count());
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }

  /** The same under a name with something before it. */
  Check named(String prefix) {
    return new Check(prefix + name, measured, limit, bound, unit, samples);
  }

  public boolean passed() {
    return samples > 0
        && switch (bound) {
          case AT_MOST -> measured <= limit;
          case AT_LEAST -> measured >= limit;
        };
  }

  /** One line for people. */
  public String text() {
    if (samples == 0) {
      return name + ": nothing was measured";
    }
    String side = bound == Bound.AT_MOST ? "at most" : "at least";
    String of = unit.isEmpty() ? "" : " " + unit;
    return "%s: %s%s (%s %s%s)".formatted(name, number(measured), of, side, number(limit), of);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
  }
}
