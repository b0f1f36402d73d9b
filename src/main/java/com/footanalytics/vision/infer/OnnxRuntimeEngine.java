package com.footanalytics.vision.infer;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.onnxruntime.engine.OrtNDManager;
import ai.djl.onnxruntime.engine.OrtSymbolBlock;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    try {
      OrtSession graph = open(weights, threads);
      // From here on the model's manager owns the graph.
      model.setBlock(new OrtSymbolBlock(graph, (OrtNDManager) model.getNDManager()));
      OnnxRuntimeSession session =
          OnnxRuntimeSession.verified(
              model, new TensorRun(graph, OnnxSignature.of(graph, weights)), weights, input);
      if (attempt.replays()) {
        ReplayCheck.objection(session, input)
            .ifPresent(objection -> {
              throw new ModelException(objection);
            });
      }
      return session;
    } catch (OrtException | EngineException e) {
      model.close();
      throw unloadable(weights, e);
    } catch (RuntimeException | LinkageError e) {
      model.close();
      throw e;
    }
  }

  @Override
  public OpenedTensors openTensors(TensorFile model, int threads, int sessions) {
    Djl.requireLoadable(model.path(), threads);
    var opened = new ArrayList<TensorSession>();
    try {
      for (int i = 0; i < sessions; i++) {
        opened.add(tensorSession(model, threads));
      }
      return new OpenedTensors(name(), device(), Optional.empty(), opened);
    } catch (RuntimeException | Error e) {
      opened.forEach(TensorSession::close);
      throw e;
    }
  }

  private TensorSession tensorSession(TensorFile model, int threads) {
    OrtSession graph = null;
    try {
      graph = open(model.path(), threads);
      Signature signature = OnnxSignature.of(graph, model.path());
      OnnxSignature.requireInputs(signature, model.path());
      BatchAxis.require(signature, model);
      TensorSession session = new OnnxTensorSession(graph, signature);
      graph = null;
      return session;
    } catch (OrtException e) {
      throw unloadable(model.path(), e);
    } finally {
      close(graph);
    }
  }

  private static void close(@Nullable OrtSession graph) {
    if (graph != null) {
      try {
        graph.close();
      } catch (OrtException e) {
        throw new ModelException("cannot be closed: " + rootMessage(e), e);
      }
    }
  }

  private OrtSession open(Path weights, int threads) throws OrtException {
    // DJL must be the one to make ONNX Runtime's environment, of which a process has one.
    ai.djl.engine.Engine.getEngine(NAME);
    try (SessionOptions options = options(threads)) {
      for (ProviderOptions provider : attempt.providers()) {
        provider.addTo(options);
      }
      return OrtEnvironment.getEnvironment()
          .createSession(weights.toAbsolutePath().toString(), options);
    } catch (IOException e) {
      throw unloadable(weights, e);
    }
  }

  private static ModelException unloadable(Path weights, Exception cause) {
    return new ModelException(
        weights + ": not a model ONNX Runtime can load: " + rootMessage(cause), cause);
  }

  private static SessionOptions options(int threads) throws OrtException {
    var options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    // What fails is thrown too, and callers can make runs fail.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
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
