package com.footanalytics.vision.telemetry;

import io.micrometer.core.instrument.Gauge;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is published of the models that are loaded. Thread-safe. */
final class ModelGauges {

  private final MeterFactory meters;
  private final Map<LoadedModelLabels, Presence> present = new HashMap<>();
  private final Map<Series, Shown> shown = new HashMap<>();

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

  /** The last copy of a model takes what was said of it along, unless another precision serves. */
  synchronized void unloaded(LoadedModelLabels labels) {
    Presence presence = present.get(labels);
    if (presence == null || --presence.copies > 0) {
      return;
    }
    meters.remove(presence.gauge);
    present.remove(labels);
    if (!serves(labels.model(), labels.modelVersion())) {
      forget(labels.model(), labels.modelVersion());
    }
  }

  synchronized void accuracy(
      String model, String version, String dataset, double score, Instant when) {
    show(Meter.MODEL_ACCURACY, score, model, version, dataset);
    double epochSeconds = (double) when.toEpochMilli() / 1000;
    show(Meter.MODEL_ACCURACY_EVALUATED, epochSeconds, model, version, dataset);
  }

  synchronized void recordedAccuracy(String model, String version, String dataset, double score) {
    show(Meter.MODEL_ACCURACY_RECORDED, score, model, version, dataset);
  }

  /** Comes from behind the service, perhaps after the model went. */
  synchronized void agreement(String model, String version, double score) {
    if (serves(model, version)) {
      show(Meter.MODEL_AGREEMENT, score, model, version);
    }
  }

  private boolean serves(String model, String version) {
    return present.keySet().stream()
        .anyMatch(other -> other.model().equals(model) && other.modelVersion().equals(version));
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

  private void show(Meter meter, double value, String model, String version, String... others) {
    Series series = new Series(meter, model, version, List.of(others));
    shown.computeIfAbsent(series, Shown::new).value = value;
  }

  private void forget(String model, String version) {
    shown
        .entrySet()
        .removeIf(entry -> {
          boolean gone = entry.getKey().isOf(model, version);
          if (gone) {
            meters.remove(entry.getValue().gauge);
          }
          return gone;
        });
  }

  /**
   * A series that goes with its model.
   *
   * @param others the values of the labels after the version
   */
  private record Series(Meter meter, String model, String version, List<String> others) {

    boolean isOf(String otherModel, String otherVersion) {
      return model.equals(otherModel) && version.equals(otherVersion);
    }

    String[] labels() {
      return Stream.concat(Stream.of(model, version), others.stream()).toArray(String[]::new);
    }
  }

  private static final class Presence {

    private final Gauge gauge;
    private int copies;

    Presence(Gauge gauge) {
      this.gauge = gauge;
    }
  }

  private final class Shown {

    private final Gauge gauge;
    private volatile double value;

    Shown(Series series) {
      this.gauge = meters.gauge(series.meter, () -> value, series.labels());
    }
  }
}
