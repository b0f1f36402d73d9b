package com.footanalytics.load.verdict;

import com.footanalytics.load.gatling.GatlingRun;
import com.footanalytics.load.measure.GaugeMeans;
import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.measure.StallMeter.Stalls;
import com.footanalytics.load.profile.Phase;
import com.footanalytics.load.profile.Plan;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.profile.Request;
import com.footanalytics.load.profile.Request.Kind;
import com.footanalytics.load.service.RollingRestart.Restart;
import com.footanalytics.load.slo.Objective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Runs that never took place. */
final class TestingEvidence {

  static final List<Objective> OBJECTIVES =
      List.of(
          new Objective.Errors("ml-availability", Kind.INFERENCE, 0.001),
          new Objective.Latency("ml-latency", Kind.INFERENCE, 0.99, Duration.ofSeconds(2)),
          new Objective.Latency("api-latency", Kind.READ, 0.95, Duration.ofMillis(200)),
          new Objective.Errors("video-success", Kind.VIDEO, 0.05),
          new Objective.Rejections("ml-rejections", Kind.INFERENCE, 0.05));

  final Plan plan;
  final Ledger ledger;
  final List<GaugeMeans> gauges;
  final List<Restart> restarts = new ArrayList<>();
  Optional<String> missed = Optional.empty();
  boolean assertionsHeld = true;
  private final AtomicLong now = new AtomicLong();

  TestingEvidence(Plan plan) {
    this.plan = plan;
    this.ledger = new Ledger(plan, now::get);
    this.gauges = new ArrayList<>(Collections.nCopies(plan.phases().size(), GaugeMeans.UNKNOWN));
    ledger.started();
  }

  static TestingEvidence of(Profile profile) {
    return new TestingEvidence(profile.plan(10, 100));
  }

  /** So many attempts in the middle of the phase. */
  TestingEvidence with(String phase, Request request, int times, Outcome outcome, long millis) {
    long from = 0;
    for (Phase each : plan.phases()) {
      long length = each.length().toMillis();
      if (each.name().equals(phase)) {
        for (int i = 0; i < times; i++) {
          ledger.attempt(request, from + length / 2, from + length / 2 + millis, outcome);
        }
        return this;
      }
      from += length;
    }
    throw new IllegalArgumentException(phase + ": no such phase");
  }

  Evidence evidence() {
    return new Evidence(
        ledger,
        gauges,
        new Stalls(1, 20),
        new GatlingRun.Ended(Path.of("report"), assertionsHeld),
        restarts,
        missed);
  }

  Verdict judge(Profile profile) {
    return new Judge(evidence(), OBJECTIVES).judge(profile, 10, Optional.empty());
  }

  static List<String> wrong(Verdict verdict) {
    return verdict.checks().stream().filter(check -> !check.passed()).map(Check::name).toList();
  }
}
