package com.footanalytics.vision.app;

import com.footanalytics.vision.evaluate.AccuracyConfig;
import com.footanalytics.vision.evaluate.AccuracyWatch;
import com.footanalytics.vision.evaluate.AgreementWatch;
import com.footanalytics.vision.evaluate.GoldenProof;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.OwnedThread;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Loads the default model and those for tensors, then watches the accuracy of those that serve and
 * how far they agree with their float32 weights.
 */
@Singleton
final class ModelThreads implements ModelWork {

  private static final System.Logger LOG = System.getLogger(ModelThreads.class.getName());

  private final Detectors detectors;
  private final OwnedThread loading;
  private final OwnedThread watching;
  private final OwnedThread comparing;

  ModelThreads(
      Detectors detectors,
      GoldenProof proof,
      AccuracyConfig config,
      Detectors.Serving serving,
      MicrometerTelemetry telemetry) {
    this.detectors = detectors;
    this.loading = new OwnedThread("model-start", Thread.NORM_PRIORITY, this::loadDefault);
    this.watching =
        new OwnedThread(
            "accuracy-watch",
            Thread.MIN_PRIORITY,
            new AccuracyWatch(detectors, proof, config.interval(), config.share(), Thread::sleep));
    this.comparing =
        new OwnedThread(
            "agreement-watch",
            Thread.MIN_PRIORITY,
            new AgreementWatch(
                serving.samples(),
                detectors::serving,
                model -> twin(model, serving),
                (detector, found) -> telemetry.agreement(LoadedModels.labels(detector), found)));
  }

  private static LoadedDetector twin(ModelPackage model, Detectors.Serving serving) {
    CorePlan plan = serving.plan();
    return LoadedDetector.load(
        model,
        LoadedDetector.FLOAT32,
        OptionalDouble.empty(),
        serving.engines(),
        new CorePlan(plan.decoderThreads(), 1, plan.threadsPerSession(), 1, plan.eventLoops()));
  }

  @Override
  public void start() {
    loading.start();
    watching.start();
    comparing.start();
  }

  private Void loadDefault() {
    try {
      detectors.lease(Optional.empty()).close();
    } catch (ModelException e) {
      LOG.log(System.Logger.Level.ERROR, "not ready: " + e.getMessage());
    }
    try {
      detectors.loadTensorModels(
          reason -> LOG.log(System.Logger.Level.WARNING, "not served: " + reason));
    } catch (ModelException e) {
      LOG.log(System.Logger.Level.DEBUG, "no models for tensors: " + e.getMessage());
    }
    return null;
  }

  @Override
  public void close() {
    loading.close();
    watching.close();
    comparing.close();
  }
}
