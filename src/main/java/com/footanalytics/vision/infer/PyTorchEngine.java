package com.footanalytics.vision.infer;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * TorchScript models by PyTorch under DJL, where the build holds it. Thread-safe.
 *
 * <p>PyTorch has one number of threads for the process: the first session's, or the system property
 * {@code ai.djl.pytorch.num_threads}. Its libraries are unpacked once to the folder in the
 * environment variable {@code ENGINE_CACHE_DIR}, else below the home folder.
 */
final class PyTorchEngine implements Engine {

  static final String NAME = "PyTorch";

  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private final Attempt attempt;
  private final Device device;
  private final List<String> outputs;

  /**
   * @param gpu index of the GPU, not looked at on the processor
   * @param outputs names given to a model's outputs in their order
   */
  PyTorchEngine(Attempt attempt, int gpu, List<String> outputs) {
    Djl.configure();
    this.attempt = attempt;
    this.device = attempt.equals(Attempt.CPU) ? Device.cpu() : Device.gpu(gpu);
    this.outputs = List.copyOf(outputs);
  }

  /** Whether this build holds PyTorch. */
  static boolean isInstalled() {
    Djl.configure();
    return ai.djl.engine.Engine.hasEngine(NAME);
  }

  /** How many GPUs the machine has. */
  static int gpus() {
    return CudaUtils.getGpuCount();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String device() {
    return attempt.device();
  }

  @Override
  public InferenceSession load(Path weights, InputSpec input, int threads) {
    Djl.requireLoadable(weights, threads);
    Djl.set(THREADS, Integer.toString(threads));
    Model model = start(weights);
    try {
      model.load(weights.toAbsolutePath(), null, Map.of("mapLocation", "true"));
      return PyTorchSession.verified(model, weights, input, outputs);
    } catch (ModelException e) {
      model.close();
      throw e;
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new ModelException(
          weights + ": not a model PyTorch can load: " + OnnxRuntimeEngine.rootMessage(e), e);
    }
  }

  private Model start(Path weights) {
    try {
      return Model.newInstance(weights.getFileName().toString(), device, NAME);
    } catch (EngineException | IllegalStateException | LinkageError e) {
      throw new ModelException(
          weights + ": PyTorch cannot start: " + OnnxRuntimeEngine.rootMessage(e), e);
    }
  }
}
