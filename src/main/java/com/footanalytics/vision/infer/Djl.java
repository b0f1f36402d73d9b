package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What DJL is told before its first use in the process. */
final class Djl {

  /** Keeps DJL from calling home, from downloading, and from starting threads of its own. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "ai.djl.offline", "true",
          "OPT_OUT_TRACKING", "true",
          "ai.djl.default_engine", OnnxRuntimeEngine.NAME,
          "ai.djl.onnx.disable_alternative", "true",
          "ai.djl.onnxruntime.num_threads", "1",
          "ai.djl.onnxruntime.num_interop_threads", "1",
          "ai.djl.pytorch.num_interop_threads", "1");

  /** Held so that its level is not lost with it. */
  private static final Logger CHATTER = Logger.getLogger("ai.djl");

  private Djl() {}

  /** Sets what the process does not set itself. */
  static void configure() {
    CHATTER.setLevel(Level.SEVERE);
    PROPERTIES.forEach(Djl::set);
  }

  /** Sets a property unless the process does. */
  static void set(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  /** Refuses what no engine can load, before anything is set up for it. */
  static void requireLoadable(Path weights, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: > 0)");
    }
    if (!Files.isRegularFile(weights)) {
      throw new ModelException(weights + ": no such file");
    }
  }
}
