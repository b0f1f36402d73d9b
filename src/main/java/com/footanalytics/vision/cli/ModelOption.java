package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.LoadedModel;
import com.footanalytics.vision.pipeline.SavedPlan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which model a command uses, and where it runs. */
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

  @Mixin private DeviceOption device = new DeviceOption();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(names = "--data-dir", hidden = true, defaultValue = "${env:ML_PIPELINE_DATA_DIR:-data}")
  private Path dataDir = Path.of("data");

  /** How the cores were found to be shared best, where that was measured. */
  SavedPlan savedPlan() {
    return SavedPlan.in(dataDir);
  }

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
        new Detectors.Serving(device.engines(), plan),
        new Detectors.Choice(choice(), precision()),
        served -> warn(served.loaded()));
  }

  /** Loads the chosen model with one score threshold for all classes; the caller closes it. */
  LoadedDetector load(double minimumScore, CorePlan plan) {
    ModelPackage model = find();
    LoadedDetector detector =
        LoadedDetector.load(
            model,
            precision().orElse(model.manifest().defaultPrecision()),
            OptionalDouble.of(minimumScore),
            device.engines(),
            plan);
    warn(detector);
    return detector;
  }

  private void warn(LoadedModel model) {
    model
        .fallback()
        .ifPresent(reason ->
            requireNonNull(spec)
                .commandLine()
                .getErr()
                .printf("ml-pipeline: runs on %s: %s%n", model.identity().device(), reason));
  }
}
