package com.footanalytics.vision.app;

import com.footanalytics.vision.evaluate.AccuracyConfig;
import com.footanalytics.vision.evaluate.AccuracyWatch;
import com.footanalytics.vision.evaluate.GoldenProof;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.OwnedThread;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Loads the default model and those for tensors, then watches the accuracy of those that serve. */
@Singleton
final class ModelThreads implements ModelWork {

  private static final System.Logger LOG = System.getLogger(ModelThreads.class.getName());

  private final Detectors detectors;
  private final OwnedThread loading;
  private final OwnedThread watching;

  ModelThreads(Detectors detectors, GoldenProof proof, AccuracyConfig config) {
    this.detectors = detectors;
    this.loading = new OwnedThread("model-start", Thread.NORM_PRIORITY, this::loadDefault);
    this.watching =
        new OwnedThread(
            "accuracy-watch",
            Thread.MIN_PRIORITY,
            new AccuracyWatch(detectors, proof, config.interval(), config.share(), Thread::sleep));
  }

  @Override
  public void start() {
    loading.start();
    watching.start();
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
  }
}
