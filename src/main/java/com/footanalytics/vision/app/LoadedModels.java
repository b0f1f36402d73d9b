package com.footanalytics.vision.app;

import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.LoadedModelLabels;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hears of every model that was loaded and tells metrics, log and readiness. Thread-safe. */
@Singleton
final class LoadedModels implements Detectors.Listener {

  private static final System.Logger LOG = System.getLogger(LoadedModels.class.getName());

  private final MicrometerTelemetry telemetry;
  private final Map<String, String> fallbacks = new ConcurrentHashMap<>();

  LoadedModels(MicrometerTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** Takes note of a model, and warns if it does not run where that was wanted. */
  @Override
  public void loaded(LoadedDetector detector) {
    telemetry.loaded(labels(detector));
    String name = name(detector);
    fallbacks.remove(name);
    detector
        .fallback()
        .ifPresent(reason -> {
          String where = "runs on " + detector.identity().device() + ": " + reason;
          fallbacks.put(name, where);
          LOG.log(System.Logger.Level.WARNING, name + " " + where);
        });
  }

  @Override
  public void unloaded(LoadedDetector detector) {
    telemetry.unloaded(labels(detector));
    if (!telemetry.isLoaded(labels(detector))) {
      fallbacks.remove(name(detector));
    }
  }

  private static String name(LoadedDetector detector) {
    return detector.model().manifest().id() + " " + detector.precision();
  }

  private static LoadedModelLabels labels(LoadedDetector detector) {
    ModelIdentity model = detector.identity();
    return new LoadedModelLabels(
        model.name(),
        model.version(),
        model.precision(),
        model.engine(),
        model.device(),
        detector.weightsSha256());
  }

  /** Models that do not run where that was wanted; where they do, and why, by name. */
  Map<String, String> fallbacks() {
    return Map.copyOf(fallbacks);
  }
}
