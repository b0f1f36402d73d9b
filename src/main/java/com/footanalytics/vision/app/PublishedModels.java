package com.footanalytics.vision.app;

import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.LoadedModelLabels;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;

/**
 * Shows on the metrics page which models are loaded.
 *
 * @param telemetry where they are published
 */
record PublishedModels(MicrometerTelemetry telemetry) implements Detectors.Listener {

  @Override
  public void loaded(LoadedDetector detector) {
    telemetry.loaded(labels(detector));
  }

  @Override
  public void unloaded(LoadedDetector detector) {
    telemetry.unloaded(labels(detector));
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
}
