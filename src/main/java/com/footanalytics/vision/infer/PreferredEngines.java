package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.Weights;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * The engine that a file of weights needs, on the first device of those wanted that can be used.
 * Thread-safe.
 */
public final class PreferredEngines implements Engines {

  private final InferenceSettings settings;
  private final BooleanSupplier hasPyTorch;

  public PreferredEngines(InferenceSettings settings) {
    this(settings, PyTorchEngine::isInstalled);
  }

  PreferredEngines(InferenceSettings settings, BooleanSupplier hasPyTorch) {
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
    return FirstThatOpens.of(
        plan(model),
        model.name(),
        attempt ->
            engine(attempt, model)
                .open(model, threads, Math.min(sessions, attempt.mostSessions())));
  }

  @Override
  public OpenedTensors openTensors(TensorFile model, int threads, int sessions) {
    return FirstThatOpens.of(
        onnxPlan(model.path()).withoutReplays(),
        model.name(),
        attempt ->
            new OnnxRuntimeEngine(attempt)
                .openTensors(model, threads, Math.min(sessions, attempt.mostSessions())));
  }

  private AttemptPlan onnxPlan(Path weights) {
    return new OnnxAttempts(settings, OnnxRuntimeEngine.built(), OnnxRuntimeEngine.version())
        .plan(() -> OnnxFile.read(weights));
  }

  private AttemptPlan plan(ModelFile model) {
    return switch (model.format()) {
      case ONNX -> onnxPlan(model.path());
      case TORCHSCRIPT -> new TorchAttempts(settings, PyTorchEngine.gpus()).plan();
    };
  }

  private Engine engine(Attempt attempt, ModelFile model) {
    return switch (model.format()) {
      case ONNX -> new OnnxRuntimeEngine(attempt);
      case TORCHSCRIPT -> new PyTorchEngine(attempt, settings.gpu().index(), model.outputs());
    };
  }
}
