package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.infer.OpenedTensors;
import com.footanalytics.vision.infer.Signature;
import com.footanalytics.vision.infer.TensorFile;
import com.footanalytics.vision.infer.TensorSession;
import com.footanalytics.vision.model.TensorModel;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.util.Optional;
import java.util.function.Function;

/** A model for tensors that is ready to run. Owns its sessions. Thread-safe. */
public final class LoadedTensors implements LoadedModel {
  private final TensorModel model;
  private final ModelIdentity identity;
  private final Optional<String> fallback;
  private final Signature signature;
  private final SessionPool<TensorSession> sessions;

  private LoadedTensors(TensorModel model, String precision, OpenedTensors opened) {
    this.model = model;
    this.identity =
        new ModelIdentity(
            model.id().name(),
            Integer.toString(model.id().version()),
            precision,
            opened.engine(),
            opened.device());
    this.fallback = opened.fallback();
    this.signature = opened.signature();
    this.sessions = new SessionPool<>(opened.sessions());
  }

  /**
   * Verifies a model's weights and loads them.
   *
   * @param precision such as {@code fp32}
   * @throws com.footanalytics.vision.model.ModelException if the model cannot be used
   */
  public static LoadedTensors load(
      TensorModel model, String precision, Engines engines, CorePlan plan) {
    var file =
        new TensorFile(
            "%s: precision %s".formatted(model.id(), precision),
            model.verifiedWeights(precision),
            model.manifest().maxBatchSize());
    return new LoadedTensors(
        model, precision, engines.openTensors(file, plan.threadsPerSession(), plan.sessions()));
  }

  @Override
  public TensorModel model() {
    return model;
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public Optional<String> fallback() {
    return fallback;
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public int largestBatch() {
    return model.manifest().maxBatchSize();
  }

  @Override
  public int sessions() {
    return sessions.size();
  }

  @Override
  public <R> R withTensors(Function<TensorSession, R> use) throws InterruptedException {
    return sessions.with(use);
  }

  /** Waits until every session is back and frees them. */
  @Override
  public void close() {
    sessions.close();
  }
}
