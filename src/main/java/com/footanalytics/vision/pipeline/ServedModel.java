package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.model.ModelRegistry;

/** A model that serves. Owns it. Thread-safe. */
public sealed interface ServedModel extends ModelRegistry.Loaded
    permits ServedDetector, ServedTensors {

  LoadedModel loaded();

  /** Runs what callers want of it. */
  ModelServer server();
}
