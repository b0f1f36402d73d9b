package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.Weights;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The engine that a file of weights needs, on the first device of those wanted that can be used.
 * Thread-safe.
 */
public final class PreferredEngines implements Engines {

  private final Supplier<InferenceSettings> settings;
  private final BooleanSupplier hasPyTorch;

  public PreferredEngines(InferenceSettings settings) {
    this(() -> settings);
  }

  /**
   * @param settings asked anew for every model
   */
  public PreferredEngines(Supplier<InferenceSettings> settings) {
    this(settings, PyTorchEngine::isInstalled);
  }

  PreferredEngines(Supplier<InferenceSettings> settings, BooleanSupplier hasPyTorch) {
    this.settings = settings;
    this.hasPyTorch = hasPyTorch;
  }

  /** Name of the engine that runs such weights. */
  public static String nameFor(Weights.Format format) {
    return switch (format) {
      case ONNX -> OnnxRuntimeEngine.NAME;
      case TORCHSCRIPT -> PyTorchEngine.NAME;
    };
  }

  /** Whether this build holds the engine that runs such weights. */
  public boolean has(Weights.Format format) {
    return switch (format) {
      case ONNX -> true;
      case TORCHSCRIPT -> hasPyTorch.getAsBoolean();
    };
  }

  @Override
  public OpenedModel open(ModelFile model, int threads, int sessions) {
    if (!has(model.format())) {
      throw new ModelException(
          model.name() + " needs the PyTorch engine (expected: a build with -Ppytorch)");
    }
    InferenceSettings now = settings.get();
    return FirstThatOpens.of(
        plan(model, now),
        model.name(),
        attempt ->
            engine(attempt, model, now)
                .open(model, threads, Math.min(sessions, attempt.mostSessions())));
  }

  @Override
  public OpenedTensors openTensors(TensorFile model, int threads, int sessions) {
    return FirstThatOpens.of(
        onnxPlan(model.path(), settings.get()).withoutReplays(),
        model.name(),
        attempt ->
            new OnnxRuntimeEngine(attempt)
                .openTensors(model, threads, Math.min(sessions, attempt.mostSessions())));
  }

  private static AttemptPlan onnxPlan(Path weights, InferenceSettings settings) {
    return new OnnxAttempts(settings, OnnxRuntimeEngine.built(), OnnxRuntimeEngine.version())
        .plan(() -> OnnxFile.read(weights));
  }

  private static AttemptPlan plan(ModelFile model, InferenceSettings settings) {
    return switch (model.format()) {
      case ONNX -> onnxPlan(model.path(), settings);
      case TORCHSCRIPT -> new TorchAttempts(settings, PyTorchEngine.gpus()).plan();
    };
  }

  private static Engine engine(Attempt attempt, ModelFile model, InferenceSettings settings) {
    return switch (model.format()) {
      case ONNX -> new OnnxRuntimeEngine(attempt);
      case TORCHSCRIPT -> new PyTorchEngine(attempt, settings.gpu().index(), model.outputs());
    };
  }
}
