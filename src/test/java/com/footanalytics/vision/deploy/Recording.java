package com.footanalytics.vision.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a Prometheus has recorded of canaries and primaries when releases begin: five minutes before
 * and fifteen after {@link #START}, in OpenMetrics' text. Each release has a namespace.
 */
final class Recording {

  /** When the releases begin. */
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private static final Duration SCRAPE = Duration.ofSeconds(15);
  private static final Duration BEFORE = Duration.ofMinutes(5);
  private static final Duration AFTER = Duration.ofMinutes(15);

  /** Requests that pods had answered before; the past outweighs what changes now. */
  private static final double PAST = 1_000_000;

  private static final double PAST_SECONDS = 0.03;
  private static final List<Double> BOUNDS = List.of(0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0);

  private final StringBuilder text = new StringBuilder();

  /**
   * How pods behave from the beginning of a release on.
   *
   * @param perSecond requests
   * @param seconds how long each takes
   * @param errors share of the requests that fail
   * @param rejected share of the requests that are refused
   * @param accuracy mAP50 on the golden set
   * @param measured how long before each scrape that was measured
   * @param device what models run on
   */
  record Behaviour(
      double perSecond,
      double seconds,
      double errors,
      double rejected,
      double accuracy,
      Duration measured,
      String device) {

    static Behaviour good() {
      return new Behaviour(10, 0.03, 0, 0, 0.9, Duration.ofMinutes(5), "tensorrt");
    }

    Behaviour perSecond(double other) {
      return new Behaviour(other, seconds, errors, rejected, accuracy, measured, device);
    }

    Behaviour seconds(double other) {
      return new Behaviour(perSecond, other, errors, rejected, accuracy, measured, device);
    }

    Behaviour errors(double other) {
      return new Behaviour(perSecond, seconds, other, rejected, accuracy, measured, device);
    }

    Behaviour rejected(double other) {
      return new Behaviour(perSecond, seconds, errors, other, accuracy, measured, device);
    }

    Behaviour accuracy(double other) {
      return new Behaviour(perSecond, seconds, errors, rejected, other, measured, device);
    }

    Behaviour measured(Duration other) {
      return new Behaviour(perSecond, seconds, errors, rejected, accuracy, other, device);
    }

    Behaviour onProcessor() {
      return new Behaviour(perSecond, seconds, errors, rejected, accuracy, measured, "cpu");
    }
  }

  /** Adds a release. */
  Recording add(String namespace, Behaviour canary, Behaviour primary) {
    for (Instant time = START.minus(BEFORE);
        time.isBefore(START.plus(AFTER));
        time = time.plus(SCRAPE)) {
      pod(namespace, "ml-pipeline", canary, time);
      pod(namespace, "ml-pipeline-primary", primary, time);
    }
    return this;
  }

  /** All of it. */
  String openMetrics() {
    return text + "# EOF" + System.lineSeparator();
  }

  private void pod(String namespace, String app, Behaviour pod, Instant time) {
    String target = "namespace=\"%s\",app=\"%s\"".formatted(namespace, app);
    String model = target + ",model=\"detector\",model_version=\"2\"";
    double offered = pod.perSecond() * Duration.between(START.minus(BEFORE), time).toSeconds();
    double now = offered * (1 - pod.errors() - pod.rejected());
    outcome(model, pod, "ok", PAST, offered * (1 - pod.errors() - pod.rejected()), time);
    outcome(model, pod, "error", 0, offered * pod.errors(), time);
    outcome(model, pod, "rejected", 0, offered * pod.rejected(), time);
    String golden = model + ",dataset=\"golden\"";
    sample("ml_model_accuracy_score", golden, pod.accuracy(), time);
    sample(
        "ml_model_accuracy_evaluated_timestamp_seconds",
        golden,
        time.minus(pod.measured()).getEpochSecond(),
        time);
    if (!pod.device().equals("cpu")) {
      double busy = pod.perSecond() > 0 ? 40 : 0;
      sample("nvidia_gpu_utilization_gpu", target + ",gpu=\"0\",uuid=\"GPU-0\"", busy, time);
    }
  }

  /** Of what never happened there is no series. */
  private void outcome(
      String model, Behaviour pod, String outcome, double past, double now, Instant time) {
    if (past + now == 0) {
      return;
    }
    String labels =
        model + ",device=\"%s\",protocol=\"http\",outcome=\"%s\"".formatted(pod.device(), outcome);
    for (double bound : BOUNDS) {
      double below = (PAST_SECONDS <= bound ? past : 0) + (pod.seconds() <= bound ? now : 0);
      sample("ml_inference_duration_seconds_bucket", labels + ",le=\"" + bound + "\"", below, time);
    }
    sample("ml_inference_duration_seconds_bucket", labels + ",le=\"+Inf\"", past + now, time);
    sample("ml_inference_duration_seconds_count", labels, past + now, time);
  }

  private void sample(String name, String labels, double value, Instant time) {
    text.append(
        String.format(Locale.ROOT, "%s{%s} %.6f %d%n", name, labels, value, time.getEpochSecond()));
  }
}
