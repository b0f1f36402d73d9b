package com.footanalytics.vision.app;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.InferenceConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Loads the default model before work is taken, so that its first caller need not wait for it. */
@Singleton
final class DefaultModel {

  private static final System.Logger LOG = System.getLogger(DefaultModel.class.getName());
  private static final int BEFORE_WORK = 1;

  private final Detectors detectors;
  private final InferenceConfig config;

  DefaultModel(Detectors detectors, InferenceConfig config) {
    this.detectors = detectors;
    this.config = config;
  }

  /**
   * Loads it. A repository without one is no reason not to start. Where a GPU is required, what
   * keeps the model from running ends the process with one line.
   */
  void load(@Observes @Priority(BEFORE_WORK) StartupEvent event) {
    try {
      detectors.get(Optional.empty());
    } catch (ModelException e) {
      if (config.requireGpu()) {
        throw new ConfigurationException("ml-pipeline: " + e.getMessage());
      }
      LOG.log(System.Logger.Level.WARNING, "no default model: " + e.getMessage());
    }
  }
}
