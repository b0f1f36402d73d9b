package com.footanalytics.vision.infer;

import ai.onnxruntime.OrtProvider;
import com.footanalytics.vision.infer.InferenceSettings.Gpu;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The ways to run an ONNX model, by what is wanted and what ONNX Runtime was built with.
 *
 * @param settings what is wanted
 * @param built providers in ONNX Runtime's native library
 * @param version ONNX Runtime's
 */
record OnnxAttempts(InferenceSettings settings, Set<OrtProvider> built, String version) {

  private static final String ON = "1";

  OnnxAttempts {
    built = Set.copyOf(built);
  }

  /**
   * What is tried for a graph.
   *
   * @param graph asked only where TensorRT is tried
   */
  AttemptPlan plan(Supplier<OnnxFile> graph) {
    var ruledOut = new ArrayList<String>();
    var attempts = new ArrayList<Attempt>();
    for (DeviceChoice.Device device : settings.device().order()) {
      switch (device) {
        case CPU -> {
          if (!settings.requireGpu()) {
            attempts.add(Attempt.CPU);
          }
        }
        case CUDA, TENSORRT -> {
          if (device == DeviceChoice.Device.TENSORRT && !settings.optimised()) {
            if (settings.device() == DeviceChoice.TENSORRT) {
              ruledOut.add(device.name(settings.gpu().index()) + ": optimization is switched off");
            }
          } else if (built.contains(provider(device))) {
            attempts.addAll(onGpu(device, graph));
          } else if (settings.device() != DeviceChoice.AUTO || settings.requireGpu()) {
            ruledOut.add(
                device.name(settings.gpu().index())
                    + ": this build's ONNX Runtime has no "
                    + provider(device).getName()
                    + " (expected: a build with -Pgpu)");
          }
        }
      }
    }
    return new AttemptPlan(ruledOut, attempts);
  }

  /** With replayed runs first, where they are wanted. */
  private List<Attempt> onGpu(DeviceChoice.Device device, Supplier<OnnxFile> graph) {
    var attempts = new ArrayList<Attempt>();
    for (boolean replays : settings.gpu().cudaGraphs() ? List.of(true, false) : List.of(false)) {
      var providers = new ArrayList<ProviderOptions>();
      if (device == DeviceChoice.Device.TENSORRT) {
        providers.add(tensorRt(graph.get(), replays));
      }
      if (built.contains(OrtProvider.CUDA)) {
        providers.add(cuda(replays && device == DeviceChoice.Device.CUDA));
      }
      Gpu gpu = settings.gpu();
      attempts.add(new Attempt(device.name(gpu.index()), gpu.sessions(), providers, replays));
    }
    return attempts;
  }

  private ProviderOptions tensorRt(OnnxFile graph, boolean replays) {
    Gpu gpu = settings.gpu();
    Map<String, String> options = new TreeMap<>();
    options.put("device_id", Integer.toString(gpu.index()));
    gpu.memoryLimitBytes()
        .ifPresent(bytes -> options.put("trt_max_workspace_size", Long.toString(bytes)));
    if (gpu.arithmetic().fp16()) {
      options.put("trt_fp16_enable", ON);
    }
    if (gpu.arithmetic().int8() && graph.quantised()) {
      options.put("trt_int8_enable", ON);
    }
    Path cache = gpu.cacheDir().toAbsolutePath().normalize();
    options.put("trt_engine_cache_enable", ON);
    options.put(
        "trt_engine_cache_path", cache.resolve(graph.sha256() + "-ort-" + version).toString());
    options.put("trt_timing_cache_enable", ON);
    options.put("trt_timing_cache_path", cache.resolve("timing").toString());
    if (replays) {
      options.put("trt_cuda_graph_enable", ON);
    }
    return new ProviderOptions(OrtProvider.TENSOR_RT, options);
  }

  private ProviderOptions cuda(boolean replays) {
    Map<String, String> options = new TreeMap<>();
    options.put("device_id", Integer.toString(settings.gpu().index()));
    settings
        .gpu()
        .memoryLimitBytes()
        .ifPresent(bytes -> {
          options.put("gpu_mem_limit", Long.toString(bytes));
          options.put("arena_extend_strategy", "kSameAsRequested");
        });
    if (replays) {
      options.put("enable_cuda_graph", ON);
    }
    return new ProviderOptions(OrtProvider.CUDA, options);
  }

  private static OrtProvider provider(DeviceChoice.Device device) {
    return switch (device) {
      case CPU -> OrtProvider.CPU;
      case CUDA -> OrtProvider.CUDA;
      case TENSORRT -> OrtProvider.TENSOR_RT;
    };
  }
}
