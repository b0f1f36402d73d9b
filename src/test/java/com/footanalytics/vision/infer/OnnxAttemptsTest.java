package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import ai.onnxruntime.OrtProvider;
import com.footanalytics.vision.infer.InferenceSettings.Arithmetic;
import com.footanalytics.vision.infer.InferenceSettings.Gpu;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxAttemptsTest {

  private static final Set<OrtProvider> NO_GPU = Set.of(OrtProvider.CPU);
  private static final Set<OrtProvider> CUDA = Set.of(OrtProvider.CPU, OrtProvider.CUDA);
  private static final Set<OrtProvider> ALL =
      Set.of(OrtProvider.CPU, OrtProvider.CUDA, OrtProvider.TENSOR_RT);
  private static final Path CACHE = Path.of("/cache");
  private static final OnnxFile FLOAT = new OnnxFile("abc", false);
  private static final OnnxFile QUANTISED = new OnnxFile("abc", true);
  private static final Gpu PLAIN =
      new Gpu(0, OptionalLong.empty(), 2, new Arithmetic(false, true), false, CACHE);
  private static final Map<String, String> CACHED =
      Map.of(
          "device_id", "0",
          "trt_engine_cache_enable", "1",
          "trt_engine_cache_path", "/cache/abc-ort-1.2.3",
          "trt_timing_cache_enable", "1",
          "trt_timing_cache_path", "/cache/timing");

  @ParameterizedTest
  @CsvSource({
    "AUTO, 'tensorrt:0, cuda:0, cpu'",
    "CPU, cpu",
    "CUDA, 'cuda:0, cpu'",
    "TENSORRT, 'tensorrt:0, cuda:0, cpu'"
  })
  void whatIsBuiltInIsTriedInOrderAndTheProcessorLast(DeviceChoice choice, String expected) {
    AttemptPlan plan = plan(choice, false, PLAIN, ALL, FLOAT);
    assertEquals(expected, devices(plan));
    assertEquals(List.of(), plan.ruledOut());
  }

  @ParameterizedTest
  @CsvSource({"AUTO, 'tensorrt:0, cuda:0'", "CPU, ''", "CUDA, cuda:0"})
  void theProcessorIsNotTriedWhereAGpuIsRequired(DeviceChoice choice, String expected) {
    assertEquals(expected, devices(plan(choice, true, PLAIN, ALL, FLOAT)));
  }

  @ParameterizedTest
  @CsvSource({"AUTO, 'cuda:0, cpu'", "CPU, cpu", "CUDA, 'cuda:0, cpu'", "TENSORRT, 'cuda:0, cpu'"})
  void withoutOptimizationTensorRtIsNotTried(DeviceChoice choice, String expected) {
    AttemptPlan plan =
        new OnnxAttempts(new InferenceSettings(choice, false, PLAIN).optimised(false), ALL, "1.2.3")
            .plan(() -> QUANTISED);
    assertEquals(expected, devices(plan));
    assertEquals(
        choice == DeviceChoice.TENSORRT
            ? List.of("tensorrt:0: optimization is switched off")
            : List.of(),
        plan.ruledOut());
  }

  @Test
  void runsThatAreRecordedAreLeftOutForTensorsOfManyShapes() {
    Gpu replaying = new Gpu(0, OptionalLong.empty(), 2, PLAIN.arithmetic(), true, CACHE);
    AttemptPlan plan = plan(DeviceChoice.AUTO, false, replaying, ALL, FLOAT);
    assertEquals("tensorrt:0, tensorrt:0, cuda:0, cuda:0, cpu", devices(plan));
    assertEquals("tensorrt:0, cuda:0, cpu", devices(plan.withoutReplays()));
    assertEquals(
        List.of(), plan.withoutReplays().attempts().stream().filter(Attempt::replays).toList());
  }

  @Test
  void whatIsAskedForAndNotBuiltInIsRuledOutWithTheRemedy() {
    String noCuda =
        "cuda:0: this build's ONNX Runtime has no CUDAExecutionProvider"
            + " (expected: a build with -Pgpu)";
    String noTensorRt =
        "tensorrt:0: this build's ONNX Runtime has no TensorrtExecutionProvider"
            + " (expected: a build with -Pgpu)";
    AttemptPlan cuda = plan(DeviceChoice.CUDA, false, PLAIN, NO_GPU, FLOAT);
    assertEquals(List.of(noCuda), cuda.ruledOut());
    assertEquals(List.of(Attempt.CPU), cuda.attempts());

    AttemptPlan tensorRt = plan(DeviceChoice.TENSORRT, false, PLAIN, CUDA, FLOAT);
    assertEquals(List.of(noTensorRt), tensorRt.ruledOut());
    assertEquals("cuda:0, cpu", devices(tensorRt));

    AttemptPlan required = plan(DeviceChoice.AUTO, true, PLAIN, NO_GPU, FLOAT);
    assertEquals(List.of(noTensorRt, noCuda), required.ruledOut());
    assertEquals(List.of(), required.attempts());
  }

  @Test
  void nothingIsMissedWhereTheBestOfABuildForTheProcessorIsWanted() {
    AttemptPlan plan = plan(DeviceChoice.AUTO, false, PLAIN, NO_GPU, FLOAT);
    assertEquals(new AttemptPlan(List.of(), List.of(Attempt.CPU)), plan);
  }

  @Test
  void tensorRtIsGivenItsCachesAndCudaForWhatItDoesNotTake() {
    Attempt attempt = plan(DeviceChoice.TENSORRT, false, PLAIN, ALL, FLOAT).attempts().getFirst();
    assertEquals(
        new Attempt(
            "tensorrt:0",
            2,
            List.of(
                new ProviderOptions(OrtProvider.TENSOR_RT, CACHED),
                new ProviderOptions(OrtProvider.CUDA, Map.of("device_id", "0"))),
            false),
        attempt);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, ''",
    "true, false, false, trt_fp16_enable",
    "false, true, false, ''",
    "false, true, true, trt_int8_enable",
    "true, true, true, 'trt_fp16_enable, trt_int8_enable'",
    "true, false, true, trt_fp16_enable"
  })
  void eightBitsAreForGraphsWithScalesOnly(
      boolean fp16, boolean int8, boolean quantised, String expected) {
    Gpu gpu = new Gpu(0, OptionalLong.empty(), 2, new Arithmetic(fp16, int8), false, CACHE);
    Attempt attempt =
        plan(DeviceChoice.TENSORRT, false, gpu, ALL, quantised ? QUANTISED : FLOAT)
            .attempts()
            .getFirst();
    assertEquals(
        expected,
        String.join(
            ", ",
            attempt.providers().getFirst().options().keySet().stream()
                .filter(key -> key.endsWith("6_enable") || key.endsWith("8_enable"))
                .toList()));
  }

  @Test
  void theMemoryLimitHoldsForBothProviders() {
    Gpu gpu = new Gpu(1, OptionalLong.of(1 << 30), 3, new Arithmetic(false, false), false, CACHE);
    Attempt attempt = plan(DeviceChoice.AUTO, false, gpu, ALL, QUANTISED).attempts().getFirst();
    assertEquals("tensorrt:1", attempt.device());
    assertEquals(3, attempt.mostSessions());
    assertEquals(
        "1073741824", attempt.providers().getFirst().options().get("trt_max_workspace_size"));
    assertEquals("1", attempt.providers().getFirst().options().get("device_id"));
    assertEquals(
        Map.of(
            "device_id", "1",
            "gpu_mem_limit", "1073741824",
            "arena_extend_strategy", "kSameAsRequested"),
        attempt.providers().getLast().options());
  }

  @Test
  void replayedRunsAreTriedBeforePlainOnes() {
    Gpu gpu = new Gpu(0, OptionalLong.empty(), 2, new Arithmetic(false, true), true, CACHE);
    List<Attempt> attempts = plan(DeviceChoice.TENSORRT, false, gpu, ALL, FLOAT).attempts();
    assertEquals(
        List.of(
            "tensorrt:0 with CUDA graphs",
            "tensorrt:0",
            "cuda:0 with CUDA graphs",
            "cuda:0",
            "cpu"),
        attempts.stream().map(Attempt::label).toList());
    assertEquals("1", attempts.get(0).providers().get(0).options().get("trt_cuda_graph_enable"));
    assertEquals(Map.of("device_id", "0"), attempts.get(0).providers().get(1).options());
    assertEquals(CACHED, attempts.get(1).providers().get(0).options());
    assertEquals(
        Map.of("device_id", "0", "enable_cuda_graph", "1"),
        attempts.get(2).providers().getFirst().options());
    assertEquals(Map.of("device_id", "0"), attempts.get(3).providers().getFirst().options());
  }

  @Test
  void theFileIsReadForTensorRtOnly() {
    var settings = new InferenceSettings(DeviceChoice.CUDA, false, PLAIN);
    new OnnxAttempts(settings, ALL, "1.2.3").plan(() -> fail("was read"));
  }

  private static AttemptPlan plan(
      DeviceChoice choice, boolean requireGpu, Gpu gpu, Set<OrtProvider> built, OnnxFile graph) {
    return new OnnxAttempts(new InferenceSettings(choice, requireGpu, gpu), built, "1.2.3")
        .plan(() -> graph);
  }

  private static String devices(AttemptPlan plan) {
    return String.join(", ", plan.attempts().stream().map(Attempt::device).toList());
  }
}
