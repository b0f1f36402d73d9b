package com.footanalytics.vision.cli;

import com.footanalytics.vision.model.ModelRepository;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where models are. */
final class ModelsDirOption {

  private static final String VARIABLE = "ML_PIPELINE_MODELS_DIR";

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "The model repository (default: $" + VARIABLE + ", else ./models).")
  private @Nullable Path folder;

  ModelRepository repository() {
    if (folder != null) {
      return new ModelRepository(folder);
    }
    String variable = System.getenv(VARIABLE);
    return new ModelRepository(
        Path.of(variable == null || variable.isBlank() ? "models" : variable));
  }
}
