package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Detectors by model, each loaded when first asked for and kept until closed. Owns them.
 * Thread-safe.
 */
public final class Detectors implements AutoCloseable {

  /**
   * What is used where callers choose nothing.
   *
   * @param model {@code name} or {@code name:version}; the only model of the repository if empty
   * @param precision such as {@code int8}; each manifest's default if empty
   */
  public record Choice(Optional<String> model, Optional<String> precision) {}

  private final ModelRepository repository;
  private final Engines engines;
  private final CorePlan plan;
  private final Choice choice;
  private final Consumer<LoadedDetector> whenLoaded;
  private final Map<ModelId, LoadedDetector> loaded = new HashMap<>();

  /**
   * @param choice which model and weights are used where callers choose none
   * @param whenLoaded hears of every model that was loaded
   */
  public Detectors(
      ModelRepository repository,
      Engines engines,
      CorePlan plan,
      Choice choice,
      Consumer<LoadedDetector> whenLoaded) {
    this.repository = repository;
    this.engines = engines;
    this.plan = plan;
    this.choice = choice;
    this.whenLoaded = whenLoaded;
  }

  /**
   * The detector of a model, ready to run.
   *
   * @param asked {@code name} or {@code name:version}; the default model if empty
   * @throws com.footanalytics.vision.model.ModelException if it cannot be used
   */
  public synchronized LoadedDetector get(Optional<String> asked) {
    ModelPackage model = asked.or(choice::model).map(repository::find).orElseGet(repository::only);
    return loaded.computeIfAbsent(model.manifest().id(), _ -> load(model));
  }

  private LoadedDetector load(ModelPackage model) {
    String precision = choice.precision().orElse(model.manifest().defaultPrecision());
    LoadedDetector detector =
        LoadedDetector.load(model, precision, OptionalDouble.empty(), engines, plan);
    whenLoaded.accept(detector);
    return detector;
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(LoadedDetector::close);
    loaded.clear();
  }
}
