package com.footanalytics.load.verdict;

import com.footanalytics.load.measure.Latencies;
import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.measure.Tally;
import com.footanalytics.load.profile.Phase.Part;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.profile.Request.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Compares what the ledger holds with the objectives. */
public final class Judge {

  private static final double MILLIS = 1000;
  private static final double MEDIAN = 0.5;
  private static final double MOST_DRIFT = 1.5;

  /** What no overload excuses. */
  private static final Set<Outcome> FAULTS =
      EnumSet.of(
          Outcome.UNAVAILABLE,
          Outcome.NOT_CONNECTED,
          Outcome.INVALID,
          Outcome.FAILED,
          Outcome.BROKEN);

  /** What is not told at once and cleanly, so that a client cannot just go elsewhere. */
  private static final Set<Outcome> UNCLEAN =
      EnumSet.of(Outcome.LATE, Outcome.INVALID, Outcome.FAILED, Outcome.BROKEN);

  private final Ledger ledger;
  private final List<Objective> objectives;

  public Judge(Ledger ledger, List<Objective> objectives) {
    this.ledger = ledger;
    this.objectives = List.copyOf(objectives);
  }

  /** Everything that had to hold for that profile, as far as answers tell. */
  public List<Check> checks(Profile profile) {
    List<Check> checks = new ArrayList<>();
    switch (profile) {
      case SMOKE, STEADY, MIXED -> checks.addAll(objectives(profile));
      case SOAK -> {
        checks.addAll(objectives(profile));
        checks.add(drift());
      }
      case BURST -> {
        checks.addAll(objectives(profile));
        checks.addAll(overload());
      }
      case DRAIN -> checks.addAll(losses());
      case STEP -> {}
    }
    checks.add(Check.atMost("requests that could not be made", ledger.crashes(), 0, "", 1));
    return checks;
  }

  private List<Check> objectives(Profile profile) {
    List<Check> checks = new ArrayList<>();
    for (Objective objective : objectives) {
      if (objective.kind() != Kind.VIDEO || profile.withVideos()) {
        checks.add(check(objective, tally(Part.MEASURED, objective.kind())));
      }
    }
    return checks;
  }

  /** An objective, for what one tally holds. */
  static Check check(Objective objective, Tally tally) {
    return switch (objective) {
      case Objective.Latency latency -> latency(latency, tally);
      case Objective.Errors errors -> {
        long attempts = tally.count();
        double share = attempts == 0 ? 0 : 1 - (double) tally.count(Outcome.OK) / attempts;
        yield Check.atMost(errors.name() + " errors", share, errors.mostShare(), "", attempts);
      }
    };
  }

  private static Check latency(Objective.Latency objective, Tally tally) {
    Latencies answered = tally.times(Outcome.OK);
    double seconds =
        answered.count() == 0 ? 0 : answered.quantileMillis(objective.share()) / MILLIS;
    return Check.atMost(
        "%s P%s".formatted(objective.name(), percent(objective.share())),
        seconds,
        objective.bound().toMillis() / MILLIS,
        "s",
        answered.count());
  }

  private static String percent(double share) {
    String text = Double.toString(Math.round(share * 1e5) / 1e3);
    return text.replaceAll("\\.0$", "");
  }

  /** More than fits is refused, the rest is served as promised, and nothing breaks. */
  private List<Check> overload() {
    Tally tally = tally(Part.OVERLOAD, Kind.INFERENCE);
    List<Check> checks = new ArrayList<>();
    checks.add(Check.atMost("faults in the burst", sum(tally, FAULTS), 0, "", tally.count()));
    for (Objective objective : objectives) {
      if (objective instanceof Objective.Latency latency && latency.kind() == Kind.INFERENCE) {
        Check check = latency(latency, tally);
        checks.add(
            Check.atMost(
                "in the burst, " + check.name(),
                check.measured(),
                check.limit(),
                check.unit(),
                check.samples()));
      }
    }
    return checks;
  }

  /** The median of the last window against that of the first. */
  private Check drift() {
    List<Integer> windows = phases(Part.MEASURED);
    Latencies first = ledger.tally(windows.getFirst(), Kind.INFERENCE).times(Outcome.OK);
    Latencies last = ledger.tally(windows.getLast(), Kind.INFERENCE).times(Outcome.OK);
    long samples = Math.min(first.count(), last.count());
    double ratio =
        samples == 0
            ? 0
            : (double) last.quantileMillis(MEDIAN) / Math.max(1, first.quantileMillis(MEDIAN));
    return Check.atMost(
        "median at the end over that at the start", ratio, MOST_DRIFT, "", samples);
  }

  private List<Check> losses() {
    List<Check> checks = new ArrayList<>();
    for (Kind kind : List.of(Kind.INFERENCE, Kind.READ)) {
      String name = kind.name().toLowerCase(java.util.Locale.ROOT);
      Ledger.Ends ends = ledger.ends(kind);
      checks.add(
          Check.atMost(
              name + " requests lost", ends.lost(), 0, "", ends.answered() + ends.lost()));
      Tally tally = tally(Part.MEASURED, kind);
      checks.add(
          Check.atMost(
              name + " attempts not refused cleanly",
              sum(tally, UNCLEAN),
              0,
              "",
              tally.count()));
    }
    return checks;
  }

  private static long sum(Tally tally, Set<Outcome> outcomes) {
    return outcomes.stream().mapToLong(tally::count).sum();
  }

  private Tally tally(Part part, Kind kind) {
    Tally sum = new Tally();
    phases(part).forEach(phase -> sum.addAll(ledger.tally(phase, kind)));
    return sum;
  }

  private List<Integer> phases(Part part) {
    return IntStream.range(0, ledger.plan().phases().size())
        .filter(i -> ledger.plan().phases().get(i).part() == part)
        .boxed()
        .toList();
  }
}
