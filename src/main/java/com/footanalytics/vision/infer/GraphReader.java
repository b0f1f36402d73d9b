package com.footanalytics.vision.infer;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import com.footanalytics.vision.model.GraphDescription;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.TensorDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Reads what an ONNX file says about itself. */
public final class GraphReader {

  private GraphReader() {}

  /**
   * Loads a file and describes it.
   *
   * @throws ModelException if it is missing or no model ONNX Runtime can load
   */
  public static GraphDescription read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file + ": no such file");
    }
    // DJL must be the one to make ONNX Runtime's environment, of which a process has one.
    ai.djl.engine.Engine.getEngine(new OnnxRuntimeEngine().name());
    try (SessionOptions options = options();
        OrtSession session =
            OrtEnvironment.getEnvironment().createSession(file.toString(), options)) {
      return new GraphDescription(
          tensors(session.getInputInfo().values()),
          tensors(session.getOutputInfo().values()),
          session.getMetadata().getCustomMetadata());
    } catch (OrtException e) {
      throw new ModelException(
          file + ": not a model ONNX Runtime can load: " + OnnxRuntimeEngine.rootMessage(e), e);
    }
  }

  /** Loads a graph as it stands, without the work of making it fast. */
  private static SessionOptions options() throws OrtException {
    var options = new SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    return options;
  }

  private static List<TensorDescription> tensors(Collection<NodeInfo> nodes) {
    return nodes.stream().map(GraphReader::tensor).toList();
  }

  private static TensorDescription tensor(NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo tensor)) {
      return new TensorDescription(node.getName(), "no tensor", List.of());
    }
    return new TensorDescription(
        node.getName(),
        element(tensor),
        LongStream.of(tensor.getShape())
            .mapToObj(length -> length < 0 ? TensorDescription.OPEN : Math.toIntExact(length))
            .toList());
  }

  private static String element(TensorInfo tensor) {
    String name = tensor.type.name().toLowerCase(Locale.ROOT);
    return name.equals("float") ? "float32" : name.equals("double") ? "float64" : name;
  }
}
