package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelRepository;
import java.nio.file.Path;
import java.util.Optional;

/** Detectors over a repository, with nothing chosen. */
final class TestingDetectors {

  private TestingDetectors() {}

  static Detectors of(Path repository, CorePlan plan) {
    return new Detectors(
        new ModelRepository(repository),
        new Detectors.Serving(new OnnxRuntimeEngine(), plan),
        new Detectors.Choice(Optional.empty(), Optional.empty()),
        Detectors.Listener.SILENT);
  }
}
