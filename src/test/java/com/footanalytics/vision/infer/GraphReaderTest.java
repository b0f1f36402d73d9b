package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.Fit;
import com.footanalytics.vision.model.GraphDescription;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.PixelFormat;
import com.footanalytics.vision.model.PixelFormat.Colour;
import com.footanalytics.vision.model.TensorDescription;
import com.footanalytics.vision.testing.TestingBatch;
import com.footanalytics.vision.testing.TestingExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphReaderTest {

  @TempDir Path folder;

  @Test
  void aFileTellsItsTensorsAndMetadata() throws IOException {
    Path file = Files.write(folder.resolve("a.onnx"), TestingExports.rtDetr());
    GraphDescription graph = GraphReader.read(file);
    assertEquals(
        List.of(
            new TensorDescription("images", "float32", List.of(-1, 3, 64, 96)),
            new TensorDescription("orig_target_sizes", "int64", List.of(-1, 2))),
        graph.inputs());
    assertEquals(
        new TensorDescription("labels", "int64", List.of(-1, 6)), graph.outputs().getFirst());
    Map<String, String> metadata = Map.of("names", "{0: 'red'}", "stride", "32");
    Files.write(file, TestingExports.yolov8(metadata));
    assertEquals(metadata, GraphReader.read(file).metadata());
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Path file = folder.resolve("a.onnx");
    assertEquals(
        file + ": no such file",
        assertThrows(ModelException.class, () -> GraphReader.read(file)).getMessage());
    Files.writeString(file, "not a model");
    String message =
        String.valueOf(
            assertThrows(ModelException.class, () -> GraphReader.read(file)).getMessage());
    assertTrue(message.startsWith(file + ": not a model ONNX Runtime can load"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void sizesAreGivenAndWholeNumbersComeAsFloats() throws IOException {
    Path file = Files.write(folder.resolve("a.onnx"), TestingExports.rtDetr());
    InputSpec input =
        new InputSpec(
            "images",
            96,
            64,
            Fit.STRETCH,
            0,
            PixelFormat.planes(Colour.RGB, 1 / 255f),
            Optional.of("orig_target_sizes"));
    try (InferenceSession session = new OnnxRuntimeEngine().load(file, input, 1)) {
      Outputs outputs = session.run(new TestingBatch(2, 96, 64).images(), 2);
      assertEquals(List.of(2, 6), outputs.get("labels").shape());
      assertEquals(0, outputs.get("labels").values().get(11));
      FloatTensor boxes = outputs.get("boxes");
      assertEquals(96, boxes.values().get(11 * 4 + 2), 1e-4);
      assertEquals(64, boxes.values().get(11 * 4 + 3), 1e-4);
    }
    InputSpec withoutSizes =
        new InputSpec("images", 96, 64, input.fit(), 0, input.pixels(), Optional.empty());
    String message =
        String.valueOf(
            assertThrows(
                    ModelException.class, () -> new OnnxRuntimeEngine().load(file, withoutSizes, 1))
                .getMessage());
    assertTrue(
        message.endsWith(
            "inputs [images, orig_target_sizes] (expected: [images], as the manifest says)"),
        message);
  }
}
