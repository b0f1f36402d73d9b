package com.footanalytics.vision.infer;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An execution provider of ONNX Runtime and the options it is given.
 *
 * @param provider CUDA or TensorRT
 * @param options by ONNX Runtime's own names
 */
record ProviderOptions(OrtProvider provider, Map<String, String> options) {

  ProviderOptions {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /**
   * Adds the provider to a session's, and makes the folders that its options name.
   *
   * @throws OrtException if the provider's libraries cannot be loaded or it refuses an option
   * @throws IOException if a folder cannot be made
   */
  void addTo(SessionOptions session) throws OrtException, IOException {
    switch (provider) {
      case CUDA -> {
        try (var cuda = new OrtCUDAProviderOptions()) {
          for (Map.Entry<String, String> option : options.entrySet()) {
            cuda.add(option.getKey(), option.getValue());
          }
          session.addCUDA(cuda);
        }
      }
      case TENSOR_RT -> {
        try (var tensorRt = new OrtTensorRTProviderOptions()) {
          for (String folder : List.of("trt_engine_cache_path", "trt_timing_cache_path")) {
            Files.createDirectories(Path.of(options.getOrDefault(folder, "")));
          }
          for (Map.Entry<String, String> option : options.entrySet()) {
            tensorRt.add(option.getKey(), option.getValue());
          }
          session.addTensorrt(tensorRt);
        }
      }
      default ->
          throw new IllegalArgumentException(
              "provider: " + provider + " (expected: CUDA or TENSOR_RT)");
    }
  }
}
