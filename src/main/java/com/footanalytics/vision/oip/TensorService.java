package com.footanalytics.vision.oip;

import java.util.List;
import java.util.function.Consumer;

/** Everything the Open Inference Protocol asks of models. Thread-safe; no call blocks for long. */
public interface TensorService {

  /** The right to say that nobody waits for an answer any more. */
  @FunctionalInterface
  interface Cancel {
    void cancel();
  }

  /**
   * Runs tensors through a model.
   *
   * @param request closed by the service, before it answers
   * @param answer told once, in this call or later, by this thread or another; must not block
   */
  Cancel infer(InferRequest request, Consumer<InferAnswer> answer);

  /**
   * What a model takes and gives.
   *
   * @param version the default one if empty
   * @throws FailureException if there is no such model, or it does not serve
   */
  ModelMetadata metadata(String model, String version);

  /**
   * How a model is served.
   *
   * @param version the default one if empty
   * @throws FailureException if there is no such model, or it does not serve
   */
  ModelConfiguration configuration(String model, String version);

  /**
   * What models did.
   *
   * @param model all that serve if empty
   * @param version all of the model that serve if empty
   * @throws FailureException if there is no such model, or it does not serve
   */
  List<ModelStatistics> statistics(String model, String version);

  /**
   * Whether a model serves now.
   *
   * @param version the default one if empty
   * @throws FailureException if there is no such model
   */
  boolean ready(String model, String version);
}
