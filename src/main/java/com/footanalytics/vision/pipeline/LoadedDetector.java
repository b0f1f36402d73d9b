package com.footanalytics.vision.pipeline;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.infer.Engine;
import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRegistry;
import com.footanalytics.vision.model.Weights;
import com.footanalytics.vision.postprocess.OutputDecoder;
import com.footanalytics.vision.postprocess.OutputDecoders;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A model that is ready to find objects: its sessions and how to feed and read them. Owns the
 * sessions. Thread-safe; shared by all videos and pictures that use the model.
 */
public final class LoadedDetector implements ModelRegistry.Loaded {

  private final ModelIdentity identity;
  private final ModelPackage model;
  private final OutputDecoder decoder;
  private final SessionPool sessions;
  private final boolean ownsSessions;

  private LoadedDetector(
      ModelIdentity identity,
      ModelPackage model,
      OutputDecoder decoder,
      SessionPool sessions,
      boolean ownsSessions) {
    this.identity = identity;
    this.model = model;
    this.decoder = decoder;
    this.sessions = sessions;
    this.ownsSessions = ownsSessions;
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
      Engine engine,
      CorePlan plan) {
    ModelManifest manifest = model.manifest();
    Path weights = model.verifiedWeights(precision);
    if (requireNonNull(manifest.precisions().get(precision)).format() != Weights.Format.ONNX) {
      throw new ModelException(
          "%s: precision %s needs the PyTorch engine, which is not installed (expected: one of the ONNX precisions)"
              .formatted(manifest.id(), precision));
    }
    var sessions = new ArrayList<InferenceSession>();
    try {
      for (int i = 0; i < plan.sessions(); i++) {
        sessions.add(engine.load(weights, manifest.input(), plan.threadsPerSession()));
      }
      OutputDecoder decoder = OutputDecoders.forModel(manifest, minimumScore);
      OutputCheck.run(manifest, sessions.getFirst(), decoder);
      ModelIdentity identity =
          new ModelIdentity(
              manifest.id().name(),
              Integer.toString(manifest.id().version()),
              precision,
              engine.name(),
              engine.device());
      return new LoadedDetector(
          identity,
          model,
          decoder,
          new SessionPool(sessions),
          true);
    } catch (RuntimeException | Error e) {
      sessions.forEach(InferenceSession::close);
      throw e;
    }
  }

  public ModelIdentity identity() {
    return identity;
  }

  /** The precision of its weights, such as {@code int8}. */
  public String precision() {
    return identity.precision();
  }

  /** What it was loaded from. */
  public ModelPackage model() {
    return model;
  }

  public InputSpec input() {
    return model.manifest().input();
  }

  /** Names of what it finds; a detection's index points here. */
  public List<String> classes() {
    return model.manifest().classNames();
  }

  /** Pictures of the largest batch that the model may be given. */
  public int largestBatch() {
    return model.manifest().batchSizes().getLast();
  }

  /** SHA-256 of the verified weights file, lower-case hex. */
  public String weightsSha256() {
    return requireNonNull(model.manifest().precisions().get(identity.precision())).sha256();
  }

  /** Reads what the sessions answer. */
  public OutputDecoder decoder() {
    return decoder;
  }

  /** Lends a session for the length of one call; waits for one. */
  public <R> R withSession(Function<InferenceSession, R> use) throws InterruptedException {
    return sessions.with(use);
  }

  /**
   * Lends a session for the length of one call, or none if none is free in time.
   *
   * @param waitNanos how long to wait for one; not at all if not positive
   */
  public <R> Optional<R> withSession(long waitNanos, Function<InferenceSession, R> use)
      throws InterruptedException {
    return sessions.with(waitNanos, use);
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
        identity,
        model,
        OutputDecoders.forModel(model.manifest(), OptionalDouble.of(minimumScore)),
        sessions,
        false);
  }

  /** Waits until every session is back and frees them. */
  @Override
  public void close() {
    if (ownsSessions) {
      sessions.close();
    }
  }
}
