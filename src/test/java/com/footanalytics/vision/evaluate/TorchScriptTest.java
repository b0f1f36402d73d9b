package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.InferenceSettings;
import com.footanalytics.vision.infer.PreferredEngines;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.Weights;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.DirectPictures;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.postprocess.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The shipped TorchScript weights, where the tests run with the profile {@code pytorch}. */
class TorchScriptTest {

  private static final Path MODELS = Path.of(System.getProperty("models.dir", "models"));
  private static final int PICTURES = 12;
  private static final double LEAST_MEAN_IOU = 0.97;

  private final PreferredEngines engines = new PreferredEngines(InferenceSettings.CPU);
  private final CorePlan plan = new CorePlan(1, 1, Runtime.getRuntime().availableProcessors(), 1);

  @Test
  void pyTorchAndOnnxRuntimeFindTheSameObjects() throws Exception {
    Assumptions.assumeTrue(engines.has(Weights.Format.TORCHSCRIPT), "built without -Ppytorch");
    ModelPackage model = new ModelRepository(MODELS).find("football-detector:2");
    try (LoadedDetector onnx = load(model, "fp32");
        LoadedDetector torch = load(model, "torchscript")) {
      var expected = new DirectPictures(onnx);
      var actual = new DirectPictures(torch);
      assertEquals("OnnxRuntime", onnx.identity().engine());
      assertEquals("PyTorch", torch.identity().engine());
      assertEquals("cpu", torch.identity().device());
      double overlap = 0;
      int objects = 0;
      for (byte[] picture : pictures(model)) {
        List<Detection> wanted = objects(expected, picture);
        List<Detection> found = objects(actual, picture);
        assertEquals(wanted.size(), found.size());
        for (Detection object : wanted) {
          overlap +=
              found.stream()
                  .filter(other -> other.classIndex() == object.classIndex())
                  .mapToDouble(other -> other.box().iou(object.box()))
                  .max()
                  .orElse(0);
        }
        objects += wanted.size();
      }
      assertTrue(objects > 10 * PICTURES, "objects: " + objects);
      double mean = overlap / objects;
      assertTrue(mean >= LEAST_MEAN_IOU, () -> "mean IoU: " + mean);
    }
  }

  private LoadedDetector load(ModelPackage model, String precision) {
    return LoadedDetector.load(model, precision, OptionalDouble.empty(), engines, plan);
  }

  private static List<byte[]> pictures(ModelPackage model) throws IOException {
    Path images = model.verifiedGolden().resolveSibling("images");
    var pictures = new ArrayList<byte[]>();
    try (var files = Files.list(images)) {
      for (Path file : files.sorted().limit(PICTURES).toList()) {
        pictures.add(Files.readAllBytes(file));
      }
    }
    return pictures;
  }

  private static List<Detection> objects(DirectPictures detector, byte[] picture) {
    return switch (detector.detect(picture, Duration.ofMinutes(1))) {
      case Answer.Found found -> found.objects();
      case Answer.Unreadable _, Answer.Unavailable _, Answer.Busy _, Answer.TooLate _ ->
          throw new AssertionError("not detected");
    };
  }
}
