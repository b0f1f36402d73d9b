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

/** Where a GPU is required, keeps a service from starting that does not have it. */
@Singleton
final class RequiredGpu {

  private static final int BEFORE_WORK = 1;

  private final Detectors detectors;
  private final InferenceConfig config;

  RequiredGpu(Detectors detectors, InferenceConfig config) {
    this.detectors = detectors;
    this.config = config;
  }

  /**
   * Loads the default model before work is taken. What keeps it from running ends the process with
   * one line.
   */
  void require(@Observes @Priority(BEFORE_WORK) StartupEvent event) {
    if (!config.requireGpu()) {
      return;
    }
    try {
      detectors.lease(Optional.empty()).close();
    } catch (ModelException e) {
      throw new ConfigurationException("ml-pipeline: " + e.getMessage());
    }
  }
}
