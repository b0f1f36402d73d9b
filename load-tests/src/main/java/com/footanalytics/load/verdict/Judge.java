package com.footanalytics.load.verdict;

import com.footanalytics.load.measure.Latencies;
import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.measure.Tally;
import com.footanalytics.load.profile.Phase.Part;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.profile.Request.Kind;
import com.footanalytics.load.slo.Objective;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Compares what a run left behind with the objectives. */
public final class Judge {

  private static final double MEDIAN = 0.5;
  private static final double MOST_DRIFT = 1.5;
  private static final double MOST_GROWTH = 1.15;
  private static final int LEAST_RESTARTS = 2;

  /** Exit statuses of a JVM that SIGTERM ended, or that ended by itself. */
  private static final Set<Integer> ENDED_IN_ORDER = Set.of(0, 143);

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

  private final Evidence evidence;
  private final Ledger ledger;
  private final List<Objective> objectives;

  public Judge(Evidence evidence, List<Objective> objectives) {
    this.evidence = evidence;
    this.ledger = evidence.ledger();
    this.objectives = List.copyOf(objectives);
  }

  /**
   * The verdict.
   *
   * @param perSecond the rate that the profile was planned with
   * @param capacity that it was derived from, if it was
   */
  public Verdict judge(Profile profile, double perSecond, Optional<Double> capacity) {
    Optional<Knee> knee = profile == Profile.STEP ? Optional.of(knee()) : Optional.empty();
    List<Check> checks = new ArrayList<>();
    switch (profile) {
      case SMOKE, STEADY, MIXED -> checks.addAll(objectives(profile));
      case SOAK -> {
        checks.addAll(objectives(profile));
        checks.addAll(change());
      }
      case BURST -> {
        checks.addAll(objectives(profile));
        checks.addAll(overload());
      }
      case DRAIN -> {
        checks.addAll(losses());
        checks.addAll(restarts());
      }
      case STEP -> knee.ifPresent(found -> checks.addAll(bracket(found)));
    }
    checks.add(Check.atMost("requests that could not be made", ledger.crashes(), 0, "", 1));
    double failed = evidence.gatling().assertionsHeld() ? 0 : 1;
    checks.add(Check.atMost("runs whose assertions in Gatling's report failed", failed, 0, "", 1));
    return new Verdict(profile, perSecond, capacity, checks, knee);
  }

  private Knee knee() {
    List<Objective> ofInference =
        objectives.stream().filter(objective -> objective.kind() == Kind.INFERENCE).toList();
    return Knee.of(
        phases(Part.MEASURED).stream()
            .map(i ->
                Step.of(
                    ledger.plan().phases().get(i),
                    ledger.tally(i, Kind.INFERENCE),
                    evidence.gauges().get(i),
                    ofInference))
            .toList());
  }

  /** A knee is one only between a rate that is kept and one that is not. */
  private static List<Check> bracket(Knee knee) {
    long within = knee.steps().stream().filter(Step::withinObjectives).count();
    return List.of(
        Check.atLeast("steps within the objectives", within, 1, "", 1),
        Check.atLeast("steps beyond them above the knee", knee.beyond(), 1, "", 1));
  }

  private List<Check> objectives(Profile profile) {
    List<Check> checks = new ArrayList<>();
    for (Objective objective : objectives) {
      if (objective.kind() != Kind.VIDEO || profile.withVideos()) {
        checks.add(Check.of(objective, judged(objective.kind())));
      }
    }
    return checks;
  }

  /** More than fits is refused, the rest is served as promised, and nothing breaks. */
  private List<Check> overload() {
    Tally tally = tally(Part.OVERLOAD, Kind.INFERENCE);
    List<Check> checks = new ArrayList<>();
    checks.add(Check.atMost("faults in the burst", sum(tally, FAULTS), 0, "", tally.count()));
    objectives.stream()
        .filter(Objective.Latency.class::isInstance)
        .filter(objective -> objective.kind() == Kind.INFERENCE)
        .forEach(latency -> checks.add(Check.of(latency, tally).named("in the burst, ")));
    return checks;
  }

  /** What hours of load change: the median of the last window over the first's, and memory. */
  private List<Check> change() {
    int first = phases(Part.MEASURED).getFirst();
    int last = phases(Part.MEASURED).getLast();
    Latencies early = ledger.tally(first, Kind.INFERENCE).times(Outcome.OK);
    Latencies late = ledger.tally(last, Kind.INFERENCE).times(Outcome.OK);
    long samples = Math.min(early.count(), late.count());
    double ratio =
        samples == 0
            ? 0
            : (double) late.quantileMillis(MEDIAN) / Math.max(1, early.quantileMillis(MEDIAN));
    List<Check> checks = new ArrayList<>();
    checks.add(Check.atMost("median at the end over the start's", ratio, MOST_DRIFT, "", samples));
    Optional<Double> before = evidence.gauges().get(first).residentBytes();
    Optional<Double> after = evidence.gauges().get(last).residentBytes();
    if (before.isPresent() && after.isPresent()) {
      double growth = after.get() / before.get();
      checks.add(Check.atMost("memory at the end over the start's", growth, MOST_GROWTH, "", 1));
    }
    return checks;
  }

  private List<Check> losses() {
    List<Check> checks = new ArrayList<>();
    for (Kind kind : List.of(Kind.INFERENCE, Kind.READ)) {
      Ledger.Ends ends = ledger.ends(kind);
      Tally tally = tally(Part.MEASURED, kind);
      checks.add(
          Check.atMost(
              kind.label() + " requests lost", ends.lost(), 0, "", ends.answered() + ends.lost()));
      checks.add(
          Check.atMost(
              kind.label() + " attempts not refused cleanly",
              sum(tally, UNCLEAN),
              0,
              "",
              tally.count()));
    }
    return checks;
  }

  private List<Check> restarts() {
    long ended =
        evidence.restarts().stream()
            .filter(restart -> ENDED_IN_ORDER.contains(restart.exitStatus()))
            .count();
    long done = evidence.missed().isEmpty() ? evidence.restarts().size() : 0;
    return List.of(
        Check.atLeast("instances restarted", done, LEAST_RESTARTS, "", 1),
        Check.atLeast("instances that ended in order", ended, LEAST_RESTARTS, "", 1));
  }

  private static long sum(Tally tally, Set<Outcome> outcomes) {
    return outcomes.stream().mapToLong(tally::count).sum();
  }

  /** Videos are few and take long, so all of them count, also those that came first. */
  private Tally judged(Kind kind) {
    Tally tally = tally(Part.MEASURED, kind);
    if (kind == Kind.VIDEO) {
      tally.addAll(tally(Part.WARM_UP, kind));
    }
    return tally;
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
