package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.model.ModelRegistry;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.ModelStatus;
import com.footanalytics.vision.model.TensorModel;
import com.footanalytics.vision.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The models of a repository, each loaded when first asked for and kept until it is unloaded. Owns
 * them. Thread-safe.
 */
public final class Detectors implements ModelControl, AutoCloseable {

  /**
   * What is used where callers choose nothing.
   *
   * @param model {@code name} or {@code name:version}; the only model of the repository if empty
   * @param precision such as {@code int8}; each manifest's default if empty
   */
  public record Choice(Optional<String> model, Optional<String> precision) {}

  /**
   * How models are made to serve.
   *
   * @param proofs what each must show before it serves, in this order
   * @param samples some of the frames that they see
   */
  public record Serving(
      Engines engines,
      CorePlan plan,
      Telemetry telemetry,
      List<Proof> proofs,
      FrameSamples samples) {

    public Serving {
      proofs = List.copyOf(proofs);
    }

    /** Without samples of frames. */
    public Serving(Engines engines, CorePlan plan, Telemetry telemetry, List<Proof> proofs) {
      this(engines, plan, telemetry, proofs, FrameSamples.NONE);
    }

    /** Unmeasured and unproven, for a command that runs once. */
    public Serving(Engines engines, CorePlan plan) {
      this(engines, plan, Telemetry.NONE, List.of());
    }
  }

  /** Hears of what is loaded. */
  @FunctionalInterface
  public interface Listener {

    /** Takes no notice. */
    Listener SILENT = _ -> {};

    /** A model begins to serve. */
    void loaded(ServedModel model);

    /** A model takes no new work; what it works on may go on for hours. */
    default void retired(ServedModel model) {}

    /** A model was closed; it may never have begun to serve. */
    default void unloaded(ServedModel model) {}
  }

  private final ModelRepository repository;
  private final Choice choice;
  private final ModelRegistry<ServedModel> registry;
  private final PicturePreparation preparation;
  private volatile @Nullable ModelId defaultModel;

  /**
   * @param choice which model and weights are used where callers choose none
   */
  public Detectors(ModelRepository repository, Serving serving, Choice choice, Listener listener) {
    this.repository = repository;
    this.choice = choice;
    this.preparation = new PicturePreparation(serving.plan().pictureThreads());
    this.registry =
        new ModelRegistry<>(
            new ModelLoader(repository, serving, preparation, choice.precision(), listener));
  }

  /**
   * Lends the detector of a model, ready to run; loads it first if nobody did.
   *
   * @param asked {@code name} or {@code name:version}; the default model if empty
   * @throws ModelException if it cannot be used
   */
  public ModelLease<ServedDetector> lease(Optional<String> asked) {
    return detector(registry.lease(asked.map(this::find).orElseGet(this::defaultModel)));
  }

  private static ModelLease<ServedDetector> detector(ModelLease<ServedModel> lease) {
    return lease.as(model ->
        switch (model) {
          case ServedDetector detector -> detector;
          case ServedTensors _ -> throw new IllegalStateException("no detector: " + model);
        });
  }

  /**
   * Lends a model of whatever kind if it is loaded; never waits for it, and reads no disk.
   *
   * @param version the lowest that is loaded if empty
   * @throws ModelException if it was unloaded or could not be used when it was last loaded
   */
  public Optional<ModelLease<ServedModel>> leaseIfReady(String name, OptionalInt version) {
    return version.isPresent()
        ? registry.leaseIfReady(new ModelId(name, version.getAsInt()))
        : registry.leaseLowestIfReady(name);
  }

  /** Every version in the repository, loaded or not, readable or not. */
  public List<ModelId> known() {
    return repository.list();
  }

  /**
   * Loads all models for tensors that are not loaded yet; what cannot be used is passed over.
   *
   * @param refused hears why
   */
  public void loadTensorModels(Consumer<String> refused) {
    for (ModelId id : repository.list()) {
      try {
        if (repository.openEntry(id) instanceof TensorModel) {
          registry.lease(id).close();
        }
      } catch (ModelException e) {
        refused.accept(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Lends the default model's detector if it is loaded; never waits for it.
   *
   * @throws ModelException if it cannot be used
   */
  public Optional<ModelLease<ServedDetector>> leaseDefaultIfReady() {
    return registry.leaseIfReady(defaultModel()).map(Detectors::detector);
  }

  /** Lends a detector if it serves; reads no disk and never waits. */
  Optional<ModelLease<ServedDetector>> leaseIfServing(ModelId id) {
    Optional<ModelLease<ServedModel>> lease = registry.leaseIfServing(id);
    if (lease.isPresent() && !(lease.get().model() instanceof ServedDetector)) {
      lease.get().close();
      return Optional.empty();
    }
    return lease.map(Detectors::detector);
  }

  /** The default model, if it was ever needed; reads no disk. */
  Optional<ModelId> settledDefault() {
    return Optional.ofNullable(defaultModel);
  }

  /** Whether a version was never asked for. */
  boolean isUntouched(ModelId id) {
    return registry.status(id).isEmpty();
  }

  /** The models that serve now. */
  public List<ModelId> serving() {
    return registry.statuses().stream()
        .filter(status -> status.state() == ModelStatus.State.READY)
        .map(ModelStatus::id)
        .toList();
  }

  @Override
  public List<ModelStatus> index() {
    Map<ModelId, ModelStatus> statuses = new TreeMap<>();
    for (ModelId id : repository.list()) {
      statuses.put(id, new ModelStatus(id, ModelStatus.State.UNAVAILABLE, id + ": not loaded yet"));
    }
    registry.statuses().forEach(status -> statuses.put(status.id(), status));
    return List.copyOf(statuses.values());
  }

  @Override
  public void load(String asked) {
    registry.load(repository.findEntry(asked).id());
  }

  @Override
  public void unload(String asked) {
    var loaded = new ArrayList<ModelId>();
    for (ModelId id : serving()) {
      if (asked.equals(id.name()) || asked.equals(id.toString())) {
        loaded.add(id);
      }
    }
    if (loaded.isEmpty()) {
      throw new ModelException("%s: not loaded (expected: one of %s)".formatted(asked, serving()));
    }
    loaded.forEach(registry::unload);
  }

  @Override
  public Optional<String> refusal() {
    ModelId id;
    try {
      id = defaultModel();
    } catch (ModelException e) {
      return servesTensorsOnly() ? Optional.empty() : Optional.of(String.valueOf(e.getMessage()));
    }
    Optional<ModelStatus> status = registry.status(id);
    if (status.isEmpty()) {
      return Optional.of(id + ": not loaded yet");
    }
    return switch (status.get().state()) {
      case READY -> Optional.empty();
      case LOADING -> Optional.of(id + ": is being loaded");
      case UNAVAILABLE -> Optional.of(status.get().reason());
    };
  }

  /** A repository without a detector is ready when its other models serve. */
  private boolean servesTensorsOnly() {
    if (choice.model().isPresent() || serving().isEmpty()) {
      return false;
    }
    try {
      return repository.list().stream()
          .allMatch(id -> repository.openEntry(id) instanceof TensorModel);
    } catch (ModelException _) {
      return false;
    }
  }

  private ModelId find(String asked) {
    return repository.find(asked).manifest().id();
  }

  /** Settled when it is first needed; a version that is added later does not change it. */
  private ModelId defaultModel() {
    ModelId known = defaultModel;
    if (known == null) {
      known = choice.model().map(this::find).orElseGet(() -> repository.only().manifest().id());
      defaultModel = known;
    }
    return known;
  }

  @Override
  public void close() {
    registry.close();
    preparation.close();
  }
}
