package com.footanalytics.vision.telemetry;

import io.micrometer.core.instrument.Gauge;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is published of the models that are loaded. Thread-safe. */
final class ModelGauges {

  private final MeterFactory meters;
  private final Map<LoadedModelLabels, Presence> present = new HashMap<>();
  private final Map<Series, Shown> shown = new HashMap<>();
  private final Map<Series, Double> early = new HashMap<>();
  private final Map<Queue, Gauge> queues = new HashMap<>();

  ModelGauges(MeterFactory meters) {
    this.meters = meters;
  }

  synchronized void loaded(LoadedModelLabels labels) {
    Presence presence = present.computeIfAbsent(labels, this::publish);
    presence.copies++;
    early
        .entrySet()
        .removeIf(entry -> {
          boolean due = entry.getKey().isOf(labels.model(), labels.modelVersion());
          if (due) {
            show(entry.getKey(), entry.getValue());
          }
          return due;
        });
  }

  synchronized boolean isLoaded(LoadedModelLabels labels) {
    return present.containsKey(labels);
  }

  /**
   * The last copy of a model takes what was said of it along, unless another precision serves.
   *
   * @return whether no copy of this version serves any more
   */
  synchronized boolean unloaded(LoadedModelLabels labels) {
    Presence presence = present.get(labels);
    if (presence == null || --presence.copies > 0) {
      return false;
    }
    meters.remove(presence.gauge);
    present.remove(labels);
    boolean gone = !serves(labels.model(), labels.modelVersion());
    if (gone) {
      forget(labels.model(), labels.modelVersion());
    }
    if (present.keySet().stream().noneMatch(other -> other.model().equals(labels.model()))) {
      queues
          .entrySet()
          .removeIf(entry -> {
            boolean of = entry.getKey().model.equals(labels.model());
            if (of) {
              meters.remove(entry.getValue());
            }
            return of;
          });
    }
    return gone;
  }

  /** To be called while a version of the model is loaded. */
  synchronized void queueDepth(String model, String lane, Supplier<Number> depth) {
    queues.computeIfAbsent(
        new Queue(model, lane),
        queue -> meters.gauge(Meter.INFERENCE_QUEUE_DEPTH, depth, queue.model, queue.lane));
  }

  /** A model is measured before it serves; it is shown from then on, and never if it does not. */
  synchronized void accuracy(
      String model, String version, String dataset, double score, Instant when) {
    double epochSeconds = (double) when.toEpochMilli() / 1000;
    showOnceServing(new Series(Meter.MODEL_ACCURACY, model, version, List.of(dataset)), score);
    showOnceServing(
        new Series(Meter.MODEL_ACCURACY_EVALUATED, model, version, List.of(dataset)), epochSeconds);
  }

  private void showOnceServing(Series series, double value) {
    if (serves(series.model, series.version)) {
      show(series, value);
    } else {
      early.put(series, value);
    }
  }

  synchronized void recordedAccuracy(String model, String version, String dataset, double score) {
    show(new Series(Meter.MODEL_ACCURACY_RECORDED, model, version, List.of(dataset)), score);
  }

  /** Comes from behind the service, perhaps after the model went. */
  synchronized void agreement(String model, String version, double score) {
    if (serves(model, version)) {
      show(new Series(Meter.MODEL_AGREEMENT, model, version, List.of()), score);
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

  private void show(Series series, double value) {
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

  private record Queue(String model, String lane) {}

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
