package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtProvider;
import com.footanalytics.vision.infer.InferenceSettings.Gpu;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.Weights;
import com.footanalytics.vision.testing.TestingBatch;
import com.footanalytics.vision.testing.TestingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferredEnginesTest {

  private static final InputSpec INPUT = new InputSpec("images", 96, 64, 114);
  private static final int CELLS = 16 * 24;
  private static final Gpu GPU = InferenceSettings.CPU.gpu();

  @TempDir Path folder;
  private Path weights = Path.of("");

  @BeforeEach
  void writeWeights() throws IOException {
    weights = Files.write(folder.resolve("model.onnx"), TestingModels.weights(96, 64));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, ''",
    "CPU, ''",
    "CUDA, cuda:0: this build's ONNX Runtime has no CUDAExecutionProvider",
    "TENSORRT, tensorrt:0: this build's ONNX Runtime has no TensorrtExecutionProvider"
  })
  void aBuildForTheProcessorDetectsThereAndSaysWhy(DeviceChoice choice, String reason) {
    needsABuildForTheProcessor();
    OpenedModel opened =
        new PreferredEngines(new InferenceSettings(choice, false, GPU)).open(onnx(), 1, 3);
    try {
      assertEquals("OnnxRuntime", opened.engine());
      assertEquals("cpu", opened.device());
      assertEquals(3, opened.sessions().size());
      assertTrue(opened.fallback().orElse("").startsWith(reason), opened::toString);
      assertEquals(reason.isEmpty(), opened.fallback().isEmpty());
      var red = new TestingBatch(1, 96, 64).square(0, 20, 8, 0xFF0000);
      for (InferenceSession session : opened.sessions()) {
        FloatTensor heatmap = session.run(red.images(), 1).get("heatmap");
        assertEquals(127 / 16f, heatmap.values().get(3 * 24 + 6), 1e-4f);
        assertEquals(4 * CELLS, heatmap.values().limit());
      }
    } finally {
      opened.sessions().forEach(InferenceSession::close);
    }
  }

  @ParameterizedTest
  @CsvSource({"CUDA, no CUDAExecutionProvider", "CPU, none was asked for"})
  void aRequiredGpuThatIsNotThereIsRefusedByTheNameOfTheProperty(
      DeviceChoice choice, String reason) {
    needsABuildForTheProcessor();
    var engines = new PreferredEngines(new InferenceSettings(choice, true, GPU));
    String message = refusal(engines, onnx());
    assertTrue(message.startsWith("ml-pipeline.inference.require-gpu: tiny:1"), message);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count());
  }

  @ParameterizedTest
  @CsvSource({"CUDA", "TENSOR_RT"})
  void aProviderThatTheLibraryDoesNotHoldIsAnErrorAndNoSilentFallback(OrtProvider provider) {
    needsABuildForTheProcessor();
    Map<String, String> folders =
        Map.of(
            "trt_engine_cache_path", folder.resolve("a/b").toString(),
            "trt_timing_cache_path", folder.resolve("c").toString());
    var options = new ProviderOptions(provider, provider == OrtProvider.CUDA ? Map.of() : folders);
    var engine = new OnnxRuntimeEngine(new Attempt("cuda:0", 1, List.of(options), false));
    assertThrows(ModelException.class, () -> engine.load(weights, INPUT, 1));
  }

  @Test
  void aDamagedModelIsRefusedWhateverWasWanted() throws IOException {
    Files.writeString(weights, "damaged");
    var engines = new PreferredEngines(new InferenceSettings(DeviceChoice.CUDA, false, GPU));
    String message = refusal(engines, onnx());
    assertTrue(message.contains("not a model ONNX Runtime can load"), message);
  }

  @Test
  void settingsAreAskedAnewForEveryModel() {
    AtomicBoolean gpuRequired = new AtomicBoolean(true);
    var engines =
        new PreferredEngines(() -> new InferenceSettings(DeviceChoice.CPU, gpuRequired.get(), GPU));
    assertThrows(ModelException.class, () -> engines.open(onnx(), 1, 1));
    gpuRequired.set(false);
    OpenedModel opened = engines.open(onnx(), 1, 1);
    assertEquals("cpu", opened.device());
    opened.sessions().forEach(InferenceSession::close);
  }

  @Test
  void torchScriptIsRefusedWhereTheBuildHasNoPyTorch() {
    var file =
        new ModelFile(
            "football-detector:2: precision torchscript",
            folder.resolve("model.torchscript.pt"),
            Weights.Format.TORCHSCRIPT,
            INPUT,
            List.of("heatmap", "boxes"));
    var engines = new PreferredEngines(() -> InferenceSettings.CPU, () -> false);
    assertEquals(
        "football-detector:2: precision torchscript needs the PyTorch engine"
            + " (expected: a build with -Ppytorch)",
        refusal(engines, file));
    assertEquals(false, engines.has(Weights.Format.TORCHSCRIPT));
    assertEquals(true, engines.has(Weights.Format.ONNX));
  }

  private static void needsABuildForTheProcessor() {
    Assumptions.assumeTrue(
        !OnnxRuntimeEngine.built().contains(OrtProvider.CUDA), "built with -Pgpu");
  }

  private static String refusal(PreferredEngines engines, ModelFile file) {
    return String.valueOf(
        assertThrows(ModelException.class, () -> engines.open(file, 1, 1)).getMessage());
  }

  private ModelFile onnx() {
    return new ModelFile("tiny:1: precision fp32", weights, Weights.Format.ONNX, INPUT, List.of());
  }
}
