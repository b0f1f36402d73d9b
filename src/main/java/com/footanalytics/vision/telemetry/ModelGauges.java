package com.footanalytics.vision.telemetry;

import io.micrometer.core.instrument.Gauge;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is published of the models that are loaded. Thread-safe.
 *
 * <p>What is said of a model's quality is said of its weights and goes when no copy of them takes
 * new work any more, even if other weights took their place under the same version. That a model is
 * loaded is said until its last copy is closed.
 */
final class ModelGauges {

  /** Models that were measured and then refused are never loaded. */
  private static final int MOST_FORETOLD = 64;

  private final MeterFactory meters;
  private final Map<LoadedModelLabels, Presence> present = new HashMap<>();
  private final SequencedMap<LoadedModelLabels, Map<String, Measured>> foretold =
      new LinkedHashMap<>();
  private final Map<Series, Shown> shown = new HashMap<>();
  private final Map<Queue, Gauge> queues = new HashMap<>();

  ModelGauges(MeterFactory meters) {
    this.meters = meters;
  }

  synchronized void loaded(LoadedModelLabels labels) {
    Presence presence = present.computeIfAbsent(labels, this::publish);
    presence.copies++;
    presence.serving++;
    Map<String, Measured> known = foretold.remove(labels);
    if (known != null) {
      known.forEach((dataset, measured) -> show(labels, dataset, measured));
    }
  }

  synchronized boolean isLoaded(LoadedModelLabels labels) {
    return present.containsKey(labels);
  }

  /** A copy of a model takes no new work. */
  synchronized void retired(LoadedModelLabels labels) {
    Presence presence = present.get(labels);
    if (presence != null && presence.serving > 0 && --presence.serving == 0) {
      forget(labels);
    }
  }

  /** A copy of a model that was retired is closed. */
  synchronized void unloaded(LoadedModelLabels labels) {
    Presence presence = present.get(labels);
    if (presence == null || --presence.copies > 0) {
      return;
    }
    meters.remove(presence.gauge);
    present.remove(labels);
    forget(labels);
    if (present.keySet().stream().noneMatch(other -> other.model().equals(labels.model()))) {
      forgetQueues(labels.model());
    }
  }

  /** Of a model that does not serve yet it is kept until it does. */
  synchronized void accuracy(LoadedModelLabels labels, String dataset, double score, Instant when) {
    Measured measured = new Measured(score, when);
    if (serves(labels)) {
      show(labels, dataset, measured);
    } else {
      foretold.computeIfAbsent(labels, _ -> new HashMap<>()).put(dataset, measured);
      if (foretold.size() > MOST_FORETOLD) {
        foretold.pollFirstEntry();
      }
    }
  }

  synchronized void recordedAccuracy(LoadedModelLabels labels, String dataset, double score) {
    if (serves(labels)) {
      show(labels, Meter.MODEL_ACCURACY_RECORDED, score, dataset);
    }
  }

  /** Comes from behind the service, perhaps after the model went. */
  synchronized void agreement(LoadedModelLabels labels, double score) {
    if (serves(labels)) {
      show(labels, Meter.MODEL_AGREEMENT, score);
    }
  }

  /** Stays as long as any version of the model is loaded. */
  synchronized void queueDepth(String model, String lane, Supplier<Number> depth) {
    queues.computeIfAbsent(
        new Queue(model, lane), _ -> meters.gauge(Meter.INFERENCE_QUEUE_DEPTH, depth, model, lane));
  }

  private boolean serves(LoadedModelLabels labels) {
    Presence presence = present.get(labels);
    return presence != null && presence.serving > 0;
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

  private void show(LoadedModelLabels of, String dataset, Measured measured) {
    show(of, Meter.MODEL_ACCURACY, measured.score, dataset);
    double epochSeconds = (double) measured.when.toEpochMilli() / 1000;
    show(of, Meter.MODEL_ACCURACY_EVALUATED, epochSeconds, dataset);
  }

  private void show(LoadedModelLabels of, Meter meter, double value, String... others) {
    Series series = new Series(meter, of.model(), of.modelVersion(), List.of(others));
    Shown gauge = shown.computeIfAbsent(series, Shown::new);
    gauge.of = of;
    gauge.value = value;
  }

  private void forget(LoadedModelLabels of) {
    shown
        .values()
        .removeIf(gauge -> {
          boolean gone = of.equals(gauge.of);
          if (gone) {
            meters.remove(gauge.gauge);
          }
          return gone;
        });
  }

  private void forgetQueues(String model) {
    queues
        .entrySet()
        .removeIf(queue -> {
          boolean gone = queue.getKey().model.equals(model);
          if (gone) {
            meters.remove(queue.getValue());
          }
          return gone;
        });
  }

  private record Measured(double score, Instant when) {}

  private record Queue(String model, String lane) {}

  /**
   * A series that goes with its model.
   *
   * @param others the values of the labels after the version
   */
  private record Series(Meter meter, String model, String version, List<String> others) {

    String[] labels() {
      return Stream.concat(Stream.of(model, version), others.stream()).toArray(String[]::new);
    }
  }

  private static final class Presence {

    private final Gauge gauge;
    private int copies;
    private int serving;

    Presence(Gauge gauge) {
      this.gauge = gauge;
    }
  }

  private final class Shown {

    private final Gauge gauge;

    /** The weights that its value was found with. */
    private @Nullable LoadedModelLabels of;

    private volatile double value;

    Shown(Series series) {
      this.gauge = meters.gauge(series.meter, () -> value, series.labels());
    }
  }
}
