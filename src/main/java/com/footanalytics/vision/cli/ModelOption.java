package com.footanalytics.vision.cli;

import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.LoadedDetector;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model a command uses. */
final class ModelOption {

  @Option(
      names = "--model",
      paramLabel = "NAME[:VERSION]",
      description = "The model; needed only where there are several.")
  private @Nullable String choice;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      description =
          "Precision of its weights, such as int8 or fp32; the manifest's default if left out.")
  private @Nullable String precision;

  @Mixin private ModelsDirOption models = new ModelsDirOption();

  Optional<String> choice() {
    return Optional.ofNullable(choice);
  }

  Optional<String> precision() {
    return Optional.ofNullable(precision);
  }

  ModelRepository repository() {
    return models.repository();
  }

  ModelPackage find() {
    return choice == null ? models.repository().only() : models.repository().find(choice);
  }

  /** The chosen model's detector, loaded when first asked for; the caller closes them. */
  Detectors detectors(CorePlan plan) {
    return new Detectors(
        models.repository(),
        new Detectors.Serving(new OnnxRuntimeEngine(), plan),
        new Detectors.Choice(choice(), precision()),
        Detectors.Listener.SILENT);
  }

  /** Loads the chosen model with one score threshold for all classes; the caller closes it. */
  LoadedDetector load(double minimumScore, CorePlan plan) {
    ModelPackage model = find();
    return LoadedDetector.load(
        model,
        precision().orElse(model.manifest().defaultPrecision()),
        OptionalDouble.of(minimumScore),
        new OnnxRuntimeEngine(),
        plan);
  }
}
