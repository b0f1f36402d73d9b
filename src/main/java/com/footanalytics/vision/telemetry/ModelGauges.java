package com.footanalytics.vision.telemetry;

import io.micrometer.core.instrument.Gauge;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is published of the models that are loaded. Thread-safe. */
final class ModelGauges {

  private final MeterFactory meters;
  private final Map<LoadedModelLabels, Presence> present = new HashMap<>();
  private final Map<AccuracyKey, Accuracy> accuracies = new HashMap<>();

  ModelGauges(MeterFactory meters) {
    this.meters = meters;
  }

  synchronized void loaded(LoadedModelLabels labels) {
    Presence presence = present.computeIfAbsent(labels, this::publish);
    presence.copies++;
  }

  synchronized boolean isLoaded(LoadedModelLabels labels) {
    return present.containsKey(labels);
  }

  /** The last copy of a model takes its accuracy along, unless another precision serves on. */
  synchronized void unloaded(LoadedModelLabels labels) {
    Presence presence = present.get(labels);
    if (presence == null || --presence.copies > 0) {
      return;
    }
    meters.remove(presence.gauge);
    present.remove(labels);
    boolean servesOn =
        present.keySet().stream()
            .anyMatch(other ->
                other.model().equals(labels.model())
                    && other.modelVersion().equals(labels.modelVersion()));
    if (!servesOn) {
      forget(labels.model(), labels.modelVersion());
    }
  }

  synchronized void accuracy(
      String model, String version, String dataset, double score, Instant when) {
    Accuracy accuracy =
        accuracies.computeIfAbsent(new AccuracyKey(model, version, dataset), this::publish);
    accuracy.score = score;
    accuracy.epochSeconds = (double) when.toEpochMilli() / 1000;
  }

  private Presence publish(LoadedModelLabels labels) {
    return new Presence(
        meters.presence(
            Meter.MODEL_INFO,
            labels.model(),
            labels.modelVersion(),
            labels.precision(),
            labels.engine(),
            labels.device(),
            labels.sha256()));
  }

  private Accuracy publish(AccuracyKey key) {
    Accuracy accuracy = new Accuracy();
    accuracy.gauges =
        List.of(
            meters.gauge(
                Meter.MODEL_ACCURACY,
                () -> accuracy.score,
                key.model,
                key.modelVersion,
                key.dataset),
            meters.gauge(
                Meter.MODEL_ACCURACY_EVALUATED,
                () -> accuracy.epochSeconds,
                key.model,
                key.modelVersion,
                key.dataset));
    return accuracy;
  }

  private void forget(String model, String version) {
    accuracies
        .entrySet()
        .removeIf(entry -> {
          AccuracyKey key = entry.getKey();
          boolean gone = key.model.equals(model) && key.modelVersion.equals(version);
          if (gone) {
            entry.getValue().gauges.forEach(meters::remove);
          }
          return gone;
        });
  }

  private record AccuracyKey(String model, String modelVersion, String dataset) {}

  private static final class Presence {

    private final Gauge gauge;
    private int copies;

    Presence(Gauge gauge) {
      this.gauge = gauge;
    }
  }

  private static final class Accuracy {

    private List<Gauge> gauges = List.of();
    private volatile double score;
    private volatile double epochSeconds;
  }
}
