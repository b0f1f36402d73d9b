package com.footanalytics.vision.bench;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.TensorSpec;
import com.footanalytics.vision.model.ModelDraft;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.TensorManifest;
import com.footanalytics.vision.model.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Models that show what serving costs, in a repository that Triton Inference Server reads too. */
public final class ExampleModels {

  private static final int VERSION = 1;
  private static final int MAX_BATCH_SIZE = 8;
  private static final String WEIGHTS = "model.onnx";

  private ExampleModels() {}

  /**
   * {@code identity} of FP32, {@code identity-int64} and so on for every other type that can be
   * handed in, and {@code simple}.
   */
  public static List<ExampleModel> all() {
    var models = new ArrayList<ExampleModel>();
    models.add(identity("identity", DataType.FP32));
    for (DataType type :
        List.of(
            DataType.BOOL,
            DataType.UINT8,
            DataType.INT8,
            DataType.INT16,
            DataType.INT32,
            DataType.INT64,
            DataType.FP16,
            DataType.BF16,
            DataType.FP64,
            DataType.BYTES)) {
      models.add(identity("identity-" + type.name().toLowerCase(Locale.ROOT), type));
    }
    models.add(ExampleModel.simple());
    return models;
  }

  /**
   * Writes version 1 of each into a repository, which is made if missing.
   *
   * @return what was written
   * @throws ModelException if one is there already, or the repository cannot be written
   */
  public static List<ModelId> write(Path root) {
    for (ExampleModel model : all()) {
      Path folder = root.resolve(model.name());
      if (Files.exists(folder)) {
        throw new ModelException(folder + ": is there already (expected: a folder without it)");
      }
    }
    return all().stream().map(model -> write(root, model)).toList();
  }

  private static ModelId write(Path root, ExampleModel model) {
    var id = new ModelId(model.name(), VERSION);
    try (ModelDraft draft = new ModelRepository(root).draft(id)) {
      Weights weights = draft.write(model.onnx(), WEIGHTS);
      String precision = "native";
      draft.describe(
          new TensorManifest(
              id, MAX_BATCH_SIZE, Map.of(precision, weights), precision, "Apache-2.0", Map.of()));
      draft.commit();
    }
    Path configuration = root.resolve(model.name()).resolve("config.pbtxt");
    try {
      Files.writeString(configuration, model.tritonConfiguration(MAX_BATCH_SIZE));
    } catch (IOException e) {
      throw new ModelException(configuration + ": cannot be written: " + e.getMessage(), e);
    }
    return id;
  }

  private static ExampleModel identity(String name, DataType type) {
    return ExampleModel.identity(name, type, TensorSpec.OPEN, TensorSpec.OPEN);
  }
}
