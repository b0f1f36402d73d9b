package com.footanalytics.vision.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.InferenceSettings;
import com.footanalytics.vision.infer.OpenedTensors;
import com.footanalytics.vision.infer.PreferredEngines;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.infer.TensorFile;
import com.footanalytics.vision.infer.TensorSession;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.TensorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleModelsTest {

  @TempDir private Path folder;

  @Test
  void everyOneOpensAndRunsAsItsManifestSays() {
    List<ModelId> written = ExampleModels.write(folder);
    var repository = new ModelRepository(folder);
    assertEquals(written.stream().sorted().toList(), repository.list());
    assertEquals(ExampleModels.all().size(), written.size());
    for (ExampleModel example : ExampleModels.all()) {
      var model = assertInstanceOf(TensorModel.class, repository.findEntry(example.name()));
      assertEquals(8, model.manifest().maxBatchSize());
      Path weights = model.verifiedWeights(model.defaultPrecision());
      OpenedTensors opened =
          new PreferredEngines(InferenceSettings.CPU)
              .openTensors(new TensorFile(example.name(), weights, 8), 1, 1);
      try (TensorSession session = opened.sessions().getFirst()) {
        assertEquals(example.signature(), session.signature());
        List<Tensor> inputs =
            example.signature().inputs().stream()
                .map(input -> zeros(input.name(), input.type()))
                .toList();
        assertEquals(
            example.signature().outputNames(),
            session.run(inputs, List.of()).stream().map(Tensor::name).toList());
      }
    }
  }

  @Test
  void thereIsOneForEveryTypeThatCanBeHandedIn() {
    assertEquals(
        Stream.of(DataType.values())
            .filter(type -> !type.name().matches("UINT(16|32|64)"))
            .sorted()
            .toList(),
        ExampleModels.all().stream()
            .map(model -> model.signature().inputs().getFirst().type())
            .distinct()
            .sorted()
            .toList());
  }

  @Test
  void anotherServerIsToldTheSame() throws IOException {
    ExampleModels.write(folder);
    assertEquals(
        """
        name: "simple"
        platform: "onnxruntime_onnx"
        max_batch_size: 8
        input { name: "INPUT0" data_type: TYPE_INT32 dims: [16] }
        input { name: "INPUT1" data_type: TYPE_INT32 dims: [16] }
        output { name: "OUTPUT0" data_type: TYPE_INT32 dims: [16] }
        output { name: "OUTPUT1" data_type: TYPE_INT32 dims: [16] }
        """,
        Files.readString(folder.resolve("simple/config.pbtxt")));
    assertTrue(
        Files.readString(folder.resolve("identity-bytes/config.pbtxt"))
            .contains("data_type: TYPE_STRING dims: [-1]"));
    assertTrue(Files.isRegularFile(folder.resolve("simple/1/model.onnx")));
  }

  @Test
  void nothingThatIsThereIsOverwritten() throws IOException {
    Files.createDirectories(folder.resolve("simple"));
    ModelException refused = assertThrows(ModelException.class, () -> ExampleModels.write(folder));
    assertEquals(
        folder.resolve("simple") + ": is there already (expected: a folder without it)",
        refused.getMessage());
    assertEquals(List.of(), new ModelRepository(folder).list());
  }

  private static Tensor zeros(String name, DataType type) {
    int bytes = 16 * (type == DataType.BYTES ? Integer.BYTES : type.bytes());
    return new Tensor(name, type, List.of(1L, 16L), ByteBuffer.allocateDirect(bytes));
  }
}
