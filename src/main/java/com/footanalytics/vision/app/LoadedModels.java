package com.footanalytics.vision.app;

import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.LoadedModelLabels;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hears of every model that was loaded and tells metrics, log and readiness. Thread-safe. */
@Singleton
final class LoadedModels {

  private static final System.Logger LOG = System.getLogger(LoadedModels.class.getName());

  private final MicrometerTelemetry telemetry;
  private final Map<String, String> fallbacks = new ConcurrentHashMap<>();

  LoadedModels(MicrometerTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** Takes note of a model, and warns if it does not run where that was wanted. */
  void add(LoadedDetector detector) {
    ModelIdentity model = detector.identity();
    telemetry.loaded(
        new LoadedModelLabels(
            model.name(),
            model.version(),
            model.precision(),
            model.engine(),
            model.device(),
            detector.weightsSha256()));
    detector
        .fallback()
        .ifPresent(reason -> {
          String name = "%s:%s %s".formatted(model.name(), model.version(), model.precision());
          String where = "runs on " + model.device() + ": " + reason;
          fallbacks.put(name, where);
          LOG.log(System.Logger.Level.WARNING, name + " " + where);
        });
  }

  /** Models that do not run where that was wanted; where they do, and why, by name. */
  Map<String, String> fallbacks() {
    return Map.copyOf(fallbacks);
  }
}
