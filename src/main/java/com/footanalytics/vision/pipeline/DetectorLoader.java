package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRegistry;
import com.footanalytics.vision.model.ModelRepository;
import java.util.Optional;
import java.util.OptionalDouble;

/** Loads detectors from a repository and lets each prove itself before it is handed out. */
final class DetectorLoader implements ModelRegistry.Loader<ServedDetector> {

  private static final String PROTOCOL = "http";

  private final ModelRepository repository;
  private final Detectors.Serving serving;
  private final Optional<String> precision;
  private final Detectors.Listener listener;

  DetectorLoader(
      ModelRepository repository,
      Detectors.Serving serving,
      Optional<String> precision,
      Detectors.Listener listener) {
    this.repository = repository;
    this.serving = serving;
    this.precision = precision;
    this.listener = listener;
  }

  @Override
  public ServedDetector load(ModelId id) {
    ModelPackage model = repository.open(id);
    LoadedDetector detector =
        LoadedDetector.load(
            model,
            precision.orElse(model.manifest().defaultPrecision()),
            OptionalDouble.empty(),
            serving.engines(),
            serving.plan());
    try {
      prove(detector);
      SharedPictureDetector pictures =
          new SharedPictureDetector(detector, serving.plan(), PROTOCOL, serving.telemetry());
      listener.loaded(detector);
      return new ServedDetector(detector, pictures, listener);
    } catch (RuntimeException | Error e) {
      detector.close();
      throw e;
    }
  }

  private void prove(LoadedDetector detector) {
    ModelId id = detector.model().manifest().id();
    for (Proof proof : serving.proofs()) {
      try {
        Optional<String> objection = proof.objection(detector);
        if (objection.isPresent()) {
          throw new ModelException(id + ": " + objection.get());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ModelException(id + ": interrupted while it loaded", e);
      }
    }
  }
}
