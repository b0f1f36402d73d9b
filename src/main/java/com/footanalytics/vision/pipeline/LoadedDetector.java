package com.footanalytics.vision.pipeline;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.infer.Engine;
import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.Weights;
import com.footanalytics.vision.postprocess.OutputDecoder;
import com.footanalytics.vision.postprocess.OutputDecoders;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A model that is ready to find objects: its sessions and how to feed and read them. Owns the
 * sessions. Thread-safe; shared by all videos and pictures that use the model.
 */
public final class LoadedDetector implements AutoCloseable {

  private final ModelIdentity identity;
  private final InputSpec input;
  private final List<String> classes;
  private final int largestBatch;
  private final String weightsSha256;
  private final OutputDecoder decoder;
  private final SessionPool sessions;

  private LoadedDetector(
      ModelIdentity identity,
      InputSpec input,
      List<String> classes,
      int largestBatch,
      String weightsSha256,
      OutputDecoder decoder,
      SessionPool sessions) {
    this.identity = identity;
    this.input = input;
    this.classes = List.copyOf(classes);
    this.largestBatch = largestBatch;
    this.weightsSha256 = weightsSha256;
    this.decoder = decoder;
    this.sessions = sessions;
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
          manifest.input(),
          manifest.classNames(),
          manifest.batchSizes().getLast(),
          requireNonNull(manifest.precisions().get(precision)).sha256(),
          decoder,
          new SessionPool(sessions));
    } catch (RuntimeException | Error e) {
      sessions.forEach(InferenceSession::close);
      throw e;
    }
  }

  public ModelIdentity identity() {
    return identity;
  }

  public InputSpec input() {
    return input;
  }

  /** Names of what it finds; a detection's index points here. */
  public List<String> classes() {
    return classes;
  }

  /** Pictures of the largest batch that the model may be given. */
  public int largestBatch() {
    return largestBatch;
  }

  /** SHA-256 of the verified weights file, lower-case hex. */
  public String weightsSha256() {
    return weightsSha256;
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

  /** Waits until every session is back and frees them. */
  @Override
  public void close() {
    sessions.close();
  }
}
