package com.footanalytics.vision.app;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.model.RecordedAccuracy;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.LoadedModel;
import com.footanalytics.vision.pipeline.ServedModel;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.LoadedModelLabels;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hears of every model that was loaded and tells metrics, log and readiness. Thread-safe. */
@Singleton
final class LoadedModels implements Detectors.Listener {

  private static final System.Logger LOG = System.getLogger(LoadedModels.class.getName());

  private final MicrometerTelemetry telemetry;
  private final Map<String, String> fallbacks = new ConcurrentHashMap<>();
  private final Set<ServedModel> serving = ConcurrentHashMap.newKeySet();

  LoadedModels(MicrometerTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** Takes note of a model, and warns if it does not run where that was wanted. */
  @Override
  public void loaded(ServedModel served) {
    LoadedModel model = served.loaded();
    telemetry.loaded(labels(model));
    if (model instanceof LoadedDetector detector) {
      tellRecord(detector);
    }
    serving.add(served);
    for (Lane lane : Lane.values()) {
      String modelName = model.identity().name();
      telemetry.queueDepth(modelName, lane.label(), () -> depth(modelName, lane));
    }
    String name = name(model);
    fallbacks.remove(name);
    model
        .fallback()
        .ifPresent(reason -> {
          String where = "runs on " + model.identity().device() + ": " + reason;
          fallbacks.put(name, where);
          LOG.log(System.Logger.Level.WARNING, name + " " + where);
        });
  }

  @Override
  public void retired(ServedModel served) {
    telemetry.retired(labels(served.loaded()));
  }

  @Override
  public void unloaded(ServedModel served) {
    if (!serving.remove(served)) {
      return;
    }
    LoadedModel model = served.loaded();
    telemetry.unloaded(labels(model));
    if (!telemetry.isLoaded(labels(model))) {
      fallbacks.remove(name(model));
    }
  }

  private void tellRecord(LoadedDetector detector) {
    RecordedAccuracy record = detector.model().manifest().accuracy();
    for (String dataset : record.scores().keySet()) {
      record
          .score(dataset, detector.precision(), RecordedAccuracy.MAP50)
          .ifPresent(score -> telemetry.recordedAccuracy(labels(detector), dataset, score));
    }
  }

  private int depth(String model, Lane lane) {
    return serving.stream()
        .filter(served -> served.loaded().identity().name().equals(model))
        .mapToInt(served -> served.server().depth(lane))
        .sum();
  }

  private static String name(LoadedModel model) {
    return model.model().id() + " " + model.identity().precision();
  }

  static LoadedModelLabels labels(LoadedModel model) {
    ModelIdentity identity = model.identity();
    return new LoadedModelLabels(
        identity.name(),
        identity.version(),
        identity.precision(),
        identity.engine(),
        identity.device(),
        model.weightsSha256());
  }

  /** Models that do not run where that was wanted; where they do, and why, by name. */
  Map<String, String> fallbacks() {
    return Map.copyOf(fallbacks);
  }
}
