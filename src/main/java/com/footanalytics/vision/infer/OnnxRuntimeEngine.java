package com.footanalytics.vision.infer;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * ONNX models on the processor, by ONNX Runtime under DJL. Thread-safe.
 *
 * <p>Threads of a session sleep while they have nothing to do, so that they leave the cores to the
 * other stages. DJL is kept off the network and given no second engine.
 */
public final class OnnxRuntimeEngine implements Engine {

  private static final String NAME = "OnnxRuntime";

  /** Keeps DJL from calling home, from downloading, and from starting threads of its own. */
  private static final Map<String, String> DJL_PROPERTIES =
      Map.of(
          "ai.djl.offline", "true",
          "OPT_OUT_TRACKING", "true",
          "ai.djl.default_engine", NAME,
          "ai.djl.onnx.disable_alternative", "true",
          "ai.djl.onnxruntime.num_threads", "1",
          "ai.djl.onnxruntime.num_interop_threads", "1");

  /** Held so that its level is not lost with it. */
  private static final Logger CHATTER = Logger.getLogger("ai.djl");

  public OnnxRuntimeEngine() {
    CHATTER.setLevel(Level.SEVERE);
    DJL_PROPERTIES.forEach((key, value) -> {
      if (System.getProperty(key) == null) {
        System.setProperty(key, value);
      }
    });
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public InferenceSession load(Path weights, InputSpec input, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: > 0)");
    }
    if (!Files.isRegularFile(weights)) {
      throw new ModelException(weights + ": no such file");
    }
    Model model = Model.newInstance(weights.getFileName().toString(), Device.cpu(), NAME);
    try (SessionOptions options = options(threads)) {
      model.load(weights.toAbsolutePath(), null, Map.of("sessionOptions", options));
      return OnnxRuntimeSession.verified(model, weights, input);
    } catch (IOException | MalformedModelException | OrtException | EngineException e) {
      model.close();
      throw new ModelException(
          weights + ": not a model ONNX Runtime can load: " + rootMessage(e), e);
    } catch (RuntimeException e) {
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
