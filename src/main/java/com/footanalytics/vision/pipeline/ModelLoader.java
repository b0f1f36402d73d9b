package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRegistry;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.TensorModel;
import java.util.Optional;
import java.util.OptionalDouble;

/** Loads models from a repository and lets each prove itself before it is handed out. */
final class ModelLoader implements ModelRegistry.Loader<ServedModel> {
  private final ModelRepository repository;
  private final Detectors.Serving serving;
  private final PicturePreparation preparation;
  private final Optional<String> precision;
  private final Detectors.Listener listener;

  /**
   * @param preparation stays the caller's
   * @param precision of detectors; each manifest's default if empty
   */
  ModelLoader(
      ModelRepository repository,
      Detectors.Serving serving,
      PicturePreparation preparation,
      Optional<String> precision,
      Detectors.Listener listener) {
    this.repository = repository;
    this.serving = serving;
    this.preparation = preparation;
    this.precision = precision;
    this.listener = listener;
  }

  @Override
  public ServedModel load(ModelId id) {
    ServedModel served =
        switch (repository.openEntry(id)) {
          case ModelPackage model -> detector(model);
          case TensorModel model -> tensors(model);
        };
    listener.loaded(served);
    return served;
  }

  private ServedTensors tensors(TensorModel model) {
    LoadedTensors loaded =
        LoadedTensors.load(model, model.defaultPrecision(), serving.engines(), serving.plan());
    return new ServedTensors(loaded, serving.plan(), listener);
  }

  private ServedDetector detector(ModelPackage model) {
    LoadedDetector detector =
        LoadedDetector.load(
            model,
            precision.orElse(model.manifest().defaultPrecision()),
            OptionalDouble.empty(),
            serving.engines(),
            serving.plan());
    try {
      prove(detector);
    } catch (RuntimeException | Error e) {
      detector.close();
      throw e;
    }
    ServedDetector served =
        new ServedDetector(
            detector,
            serving.plan(),
            preparation,
            serving.telemetry(),
            serving.samples(),
            listener);
    try {
      served.learn();
      return served;
    } catch (InterruptedException e) {
      served.close();
      throw interrupted(detector, e);
    } catch (RuntimeException | Error e) {
      served.close();
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
        throw interrupted(detector, e);
      }
    }
  }

  private static ModelException interrupted(LoadedDetector detector, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ModelException(
        detector.model().manifest().id() + ": interrupted while it loaded", e);
  }
}
