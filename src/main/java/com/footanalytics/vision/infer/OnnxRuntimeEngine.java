package com.footanalytics.vision.infer;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * ONNX models by ONNX Runtime under DJL, on the processor or by its execution providers for GPUs.
 * Thread-safe.
 *
 * <p>Threads of a session sleep while they have nothing to do, so that they leave the cores to the
 * other stages. DJL is kept off the network and given no second engine.
 */
public final class OnnxRuntimeEngine implements Engine {

  static final String NAME = "OnnxRuntime";

  private final Attempt attempt;

  /** On the processor. */
  public OnnxRuntimeEngine() {
    this(Attempt.CPU);
  }

  OnnxRuntimeEngine(Attempt attempt) {
    Djl.configure();
    this.attempt = attempt;
  }

  /** The providers that the native library on the class path was built with. */
  static Set<OrtProvider> built() {
    Djl.configure();
    return OrtEnvironment.getAvailableProviders();
  }

  /** The native library's version. */
  static String version() {
    Djl.configure();
    // DJL makes the process's one environment, with threads of its choice.
    ai.djl.engine.Engine.getEngine(NAME);
    return OrtEnvironment.getEnvironment().getVersion();
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
    Model model = Model.newInstance(weights.getFileName().toString(), Device.cpu(), NAME);
    try (SessionOptions options = options(threads)) {
      for (ProviderOptions provider : attempt.providers()) {
        provider.addTo(options);
      }
      model.load(weights.toAbsolutePath(), null, Map.of("sessionOptions", options));
      OnnxRuntimeSession session = OnnxRuntimeSession.verified(model, weights, input);
      if (attempt.replays()) {
        ReplayCheck.objection(session, input)
            .ifPresent(objection -> {
              throw new ModelException(objection);
            });
      }
      return session;
    } catch (IOException | MalformedModelException | OrtException | EngineException e) {
      model.close();
      throw new ModelException(
          weights + ": not a model ONNX Runtime can load: " + rootMessage(e), e);
    } catch (RuntimeException | LinkageError e) {
      model.close();
      throw e;
    }
  }

  private static SessionOptions options(int threads) throws OrtException {
    var options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.addConfigEntry("session.inter_op.allow_spinning", "0");
    return options;
  }

  static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
