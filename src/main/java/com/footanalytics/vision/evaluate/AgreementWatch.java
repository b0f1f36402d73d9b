package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.pipeline.FrameSample;
import com.footanalytics.vision.pipeline.FrameSamples;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.postprocess.Detection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Compares what models find in some frames of videos with what their float32 weights find, until
 * interrupted. Loads those weights when the first frame of a model comes, and frees them once the
 * model is gone. Used once.
 */
public final class AgreementWatch implements Callable<Void> {

  private static final System.Logger LOG = System.getLogger(AgreementWatch.class.getName());

  private final FrameSamples samples;
  private final Supplier<List<ModelId>> serving;
  private final Opener opener;
  private final AgreementListener listener;
  private final Map<ModelId, Compared> models = new HashMap<>();

  /** Loads a model's float32 weights. */
  @FunctionalInterface
  public interface Opener {

    /**
     * Opens them.
     *
     * @throws com.footanalytics.vision.model.ModelException if they cannot be used
     */
    LoadedDetector open(ModelPackage model);
  }

  /** A model's float32 weights, unless they cannot be used, and what was seen with them. */
  private record Compared(
      ModelPackage model, Optional<LoadedDetector> twin, RecentAgreement recent) {

    void free() {
      twin.ifPresent(LoadedDetector::close);
    }
  }

  /**
   * @param serving the models that serve now
   */
  public AgreementWatch(
      FrameSamples samples,
      Supplier<List<ModelId>> serving,
      Opener opener,
      AgreementListener listener) {
    this.samples = samples;
    this.serving = serving;
    this.opener = opener;
    this.listener = listener;
  }

  @Override
  public Void call() throws InterruptedException {
    try {
      while (true) {
        try (FrameSample sample = samples.take()) {
          freeUnused(sample.model());
          compare(sample);
        }
      }
    } finally {
      models.values().forEach(Compared::free);
    }
  }

  private void compare(FrameSample sample) {
    ModelId id = sample.model().id();
    Compared model = models.computeIfAbsent(id, _ -> open(sample.model()));
    Optional<List<Detection>> wanted = model.twin.flatMap(sample::foundBy);
    if (wanted.isEmpty()) {
      return;
    }
    model.recent.add(Agreement.Pairs.of(wanted.get(), sample.found(Agreement.LOWEST_SCORE)));
    model.recent.found().ifPresent(found -> listener.compared(sample.detector(), found));
  }

  private Compared open(ModelPackage model) {
    Optional<LoadedDetector> twin = Optional.empty();
    try {
      twin = Optional.of(opener.open(model));
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          model.id() + ": agreement with float32 is not measured: " + e.getMessage());
    }
    return new Compared(model, twin, new RecentAgreement());
  }

  /** Of a model that was replaced, the weights of the one before go as well. */
  private void freeUnused(ModelPackage current) {
    Set<ModelId> used = new HashSet<>(serving.get());
    models
        .values()
        .removeIf(known -> {
          ModelId id = known.model.id();
          boolean replaced = id.equals(current.id()) && !known.model.equals(current);
          boolean gone = replaced || !used.contains(id);
          if (gone) {
            known.free();
          }
          return gone;
        });
  }
}
