package com.footanalytics.load.verdict;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.footanalytics.load.measure.GaugeMeans;
import com.footanalytics.load.measure.Latencies;
import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.measure.Tally;
import com.footanalytics.load.profile.Phase;
import com.footanalytics.load.profile.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Writes verdicts and knees, whole or not at all. Times are seconds, rates are per second. */
public final class JsonFiles {

  private static final double ROUND = 1e6;
  private static final double MILLIS = 1000;

  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Writes the verdict, and what it rests on. */
  public void writeVerdict(Path file, Verdict verdict, Evidence evidence) throws IOException {
    ObjectNode root = json.createObjectNode();
    root.put("schema", "footanalytics.load-verdict/1");
    root.put("profile", verdict.profile().label());
    root.put("passed", verdict.passed());
    root.put("rate_per_s", rounded(verdict.perSecond()));
    put(root, "capacity_per_s", verdict.capacity());
    ArrayNode checks = root.putArray("checks");
    verdict.checks().forEach(check -> check(checks.addObject(), check));
    phases(root.putArray("phases"), evidence);
    ends(root.putObject("requests"), evidence.ledger());
    restarts(root, evidence);
    root.putObject("generator")
        .put("stall_p99_s", evidence.stalls().p99Millis() / MILLIS)
        .put("stall_max_s", evidence.stalls().longestMillis() / MILLIS);
    root.putObject("gatling")
        .put("report", evidence.gatling().report().resolve("index.html").toString())
        .put("assertions_held", evidence.gatling().assertionsHeld());
    write(file, root);
  }

  private static void check(ObjectNode node, Check check) {
    node.put("name", check.name())
        .put("passed", check.passed())
        .put("measured", rounded(check.measured()))
        .put(check.bound() == Check.Bound.AT_MOST ? "at_most" : "at_least", check.limit())
        .put("unit", check.unit())
        .put("samples", check.samples());
  }

  private static void phases(ArrayNode phases, Evidence evidence) {
    Ledger ledger = evidence.ledger();
    for (int i = 0; i < ledger.plan().phases().size(); i++) {
      Phase phase = ledger.plan().phases().get(i);
      ObjectNode node = phases.addObject();
      node.put("name", phase.name())
          .put("part", phase.part().label())
          .put("planned_per_s", rounded(phase.perSecond()))
          .put("planned_s", phase.seconds());
      gauges(node.putObject("service"), evidence.gauges().get(i));
      ObjectNode attempts = node.putObject("attempts");
      for (Request request : Request.values()) {
        Tally tally = ledger.tally(i, request);
        if (tally.count() > 0) {
          tally(attempts.putObject(request.label()), tally);
        }
      }
    }
  }

  private static void tally(ObjectNode node, Tally tally) {
    for (Outcome outcome : Outcome.values()) {
      if (tally.count(outcome) > 0) {
        node.put(outcome.label(), tally.count(outcome));
      }
    }
    Latencies answered = tally.times(Outcome.OK);
    if (answered.count() > 0) {
      times(node, Step.Times.of(answered));
      node.put("max_s", answered.quantileMillis(1) / MILLIS);
    }
  }

  private static void times(ObjectNode node, Step.Times times) {
    node.put("p50_s", times.p50()).put("p95_s", times.p95()).put("p99_s", times.p99());
  }

  private static void ends(ObjectNode node, Ledger ledger) {
    for (Request.Kind kind : Request.Kind.values()) {
      Ledger.Ends ends = ledger.ends(kind);
      node.putObject(kind.label())
          .put("answered", ends.answered())
          .put("retried", ends.retried())
          .put("lost", ends.lost());
    }
  }

  private static void restarts(ObjectNode root, Evidence evidence) {
    ArrayNode restarts = root.putArray("restarts");
    evidence
        .restarts()
        .forEach(restart ->
            restarts
                .addObject()
                .put("instance", restart.instance())
                .put("stop_s", rounded(restart.stopSeconds()))
                .put("exit_status", restart.exitStatus())
                .put("ready_s", rounded(restart.readySeconds())));
    evidence.missed().ifPresent(why -> root.put("missed", why));
  }

  private static void gauges(ObjectNode node, GaugeMeans gauges) {
    put(node, "queue_depth", gauges.queueDepth());
    put(node, "cpu_cores", gauges.cpuCores());
    put(node, "gpu_percent", gauges.gpuPercent());
    put(node, "resident_bytes", gauges.residentBytes());
  }

  /** Writes the knee, the steps around it and what an autoscaler may aim at. */
  public void writeKnee(Path file, Knee knee) throws IOException {
    ObjectNode root = json.createObjectNode();
    root.put("schema", "footanalytics.load-knee/1");
    root.put("found", knee.isFound());
    root.put("unbroken", knee.isUnbroken());
    knee.knee().ifPresent(step -> step(root.putObject("knee"), step));
    ObjectNode autoscaler = root.putObject("autoscaler");
    put(autoscaler, "per_instance_per_s", knee.targetPerSecond());
    put(autoscaler, "queue_depth", knee.targetQueueDepth());
    ArrayNode steps = root.putArray("steps");
    knee.steps().forEach(step -> step(steps.addObject(), step));
    write(file, root);
  }

  private static void step(ObjectNode node, Step step) {
    node.put("name", step.name())
        .put("within_objectives", step.withinObjectives())
        .put("offered_per_s", rounded(step.offeredPerSecond()))
        .put("goodput_per_s", rounded(step.goodputPerSecond()))
        .put("unanswered_share", rounded(step.errorShare()));
    times(node, step.times());
    gauges(node.putObject("service"), step.gauges());
  }

  private static void put(ObjectNode node, String name, Optional<Double> value) {
    value.ifPresent(number -> node.put(name, rounded(number)));
  }

  private static double rounded(double value) {
    return Math.round(value * ROUND) / ROUND;
  }

  private void write(Path file, ObjectNode root) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    Files.writeString(part, json.writeValueAsString(root) + "\n");
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
