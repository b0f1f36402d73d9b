package com.footanalytics.vision.pipeline;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.infer.ModelFile;
import com.footanalytics.vision.infer.OpenedModel;
import com.footanalytics.vision.infer.Signature;
import com.footanalytics.vision.infer.TensorSession;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.postprocess.OutputDecoder;
import com.footanalytics.vision.postprocess.OutputDecoders;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A model that is ready to find objects: its sessions and how to feed and read them. Owns the
 * sessions. Thread-safe; shared by all videos and pictures that use the model.
 */
public final class LoadedDetector implements LoadedModel {

  /** The name of the precision that others are compared with. */
  public static final String FLOAT32 = "fp32";

  private final ModelPackage model;
  private final ModelIdentity identity;
  private final Optional<String> fallback;
  private final OutputDecoder decoder;
  private final SessionPool<InferenceSession> sessions;
  private final Signature signature;
  private final boolean ownsSessions;

  private LoadedDetector(
      ModelPackage model, String precision, OutputDecoder decoder, OpenedModel opened) {
    this.model = model;
    this.identity =
        new ModelIdentity(
            model.manifest().id().name(),
            Integer.toString(model.manifest().id().version()),
            precision,
            opened.engine(),
            opened.device());
    this.fallback = opened.fallback();
    this.decoder = decoder;
    this.sessions = new SessionPool<>(opened.sessions());
    this.signature = opened.sessions().getFirst().signature();
    this.ownsSessions = true;
  }

  private LoadedDetector(LoadedDetector owner, OutputDecoder decoder) {
    this.model = owner.model;
    this.identity = owner.identity;
    this.fallback = owner.fallback;
    this.decoder = decoder;
    this.sessions = owner.sessions;
    this.signature = owner.signature;
    this.ownsSessions = false;
  }

  /**
   * Verifies a model's weights and loads them.
   *
   * @param precision such as {@code int8}
   * @param minimumScore replaces the manifest's thresholds for all classes
   * @throws com.footanalytics.vision.model.ModelException if the model cannot be used
   */
  public static LoadedDetector load(
      ModelPackage model,
      String precision,
      OptionalDouble minimumScore,
      Engines engines,
      CorePlan plan) {
    ModelManifest manifest = model.manifest();
    Path weights = model.verifiedWeights(precision);
    OutputDecoder decoder = OutputDecoders.forModel(manifest, minimumScore);
    ModelFile file =
        new ModelFile(
            "%s: precision %s".formatted(manifest.id(), precision),
            weights,
            requireNonNull(manifest.precisions().get(precision)).format(),
            manifest.input(),
            manifest.decoder().outputs());
    OpenedModel opened = engines.open(file, plan.threadsPerSession(), plan.sessions());
    try {
      OutputCheck.run(manifest, opened.sessions().getFirst(), decoder);
    } catch (RuntimeException | Error e) {
      opened.sessions().forEach(InferenceSession::close);
      throw e;
    }
    return new LoadedDetector(model, precision, decoder, opened);
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  /** The precision of its weights, such as {@code int8}. */
  public String precision() {
    return identity.precision();
  }

  /** Whether it runs with other weights than its model's float32 ones, and there are such. */
  boolean hasTwin() {
    return !precision().equals(FLOAT32) && model.precisions().containsKey(FLOAT32);
  }

  @Override
  public ModelPackage model() {
    return model;
  }

  @Override
  public Optional<String> fallback() {
    return fallback;
  }

  public InputSpec input() {
    return model.manifest().input();
  }

  /** Names of what it finds; a detection's index points here. */
  public List<String> classes() {
    return model.manifest().classNames();
  }

  @Override
  public int largestBatch() {
    return model.manifest().batchSizes().getLast();
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public int sessions() {
    return sessions.size();
  }

  @Override
  public <R> R withTensors(Function<TensorSession, R> use) throws InterruptedException {
    return sessions.with(use);
  }

  /** Reads what the sessions answer. */
  public OutputDecoder decoder() {
    return decoder;
  }

  /** Lends a session for the length of one call; waits for one. */
  public <R> R withSession(Function<InferenceSession, R> use) throws InterruptedException {
    return sessions.with(use);
  }

  /** Runs {@code use} with every session once; waits until all are free. */
  public void withEverySession(Consumer<InferenceSession> use) throws InterruptedException {
    sessions.withEvery(use);
  }

  /**
   * The same sessions read with another score threshold for all classes. Usable while this is open;
   * closing it is not needed and does nothing.
   */
  public LoadedDetector answeringFrom(double minimumScore) {
    return new LoadedDetector(
        this, OutputDecoders.forModel(model.manifest(), OptionalDouble.of(minimumScore)));
  }

  /** Waits until every session is back and frees them. */
  @Override
  public void close() {
    if (ownsSessions) {
      sessions.close();
    }
  }
}
