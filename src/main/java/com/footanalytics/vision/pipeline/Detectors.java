package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.Engine;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Detectors by model, each loaded when first asked for and kept until closed. Owns them.
 * Thread-safe.
 */
public final class Detectors implements AutoCloseable {

  private final ModelRepository repository;
  private final Engine engine;
  private final CorePlan plan;
  private final Optional<String> defaultModel;
  private final Optional<String> precision;
  private final Map<ModelId, LoadedDetector> loaded = new HashMap<>();

  /**
   * @param defaultModel {@code name} or {@code name:version} used where callers choose none; the
   *     only model of the repository if empty
   * @param precision such as {@code int8}; each manifest's default if empty
   */
  public Detectors(
      ModelRepository repository,
      Engine engine,
      CorePlan plan,
      Optional<String> defaultModel,
      Optional<String> precision) {
    this.repository = repository;
    this.engine = engine;
    this.plan = plan;
    this.defaultModel = defaultModel;
    this.precision = precision;
  }

  /**
   * The detector of a model, ready to run.
   *
   * @param choice {@code name} or {@code name:version}; the default model if empty
   * @throws com.footanalytics.vision.model.ModelException if it cannot be used
   */
  public synchronized LoadedDetector get(Optional<String> choice) {
    ModelPackage model =
        choice.or(() -> defaultModel).map(repository::find).orElseGet(repository::only);
    return loaded.computeIfAbsent(
        model.manifest().id(),
        _ ->
            LoadedDetector.load(
                model,
                precision.orElse(model.manifest().defaultPrecision()),
                OptionalDouble.empty(),
                engine,
                plan));
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(LoadedDetector::close);
    loaded.clear();
  }
}
