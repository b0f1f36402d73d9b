package com.footanalytics.vision.cli;

import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.infer.OpenedTensors;
import com.footanalytics.vision.infer.Signature;
import com.footanalytics.vision.infer.TensorFile;
import com.footanalytics.vision.infer.TensorSession;
import com.footanalytics.vision.infer.TensorSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.TensorModel;
import java.util.List;
import java.util.Optional;

/**
 * Whether a model for tensors works here: it is loaded and run once on zeros.
 *
 * @param verdict in one word or two
 * @param device where it ran, or {@code none}
 * @param signature what it takes and gives, if it was loaded
 * @param objection what is wrong with it, in one line
 * @param remark what else there is to say, in one line
 */
record TensorCheck(
    String verdict,
    String device,
    Optional<Signature> signature,
    Optional<String> objection,
    Optional<String> remark) {

  /** Of a model that is not even loaded. */
  static final TensorCheck NOT_RUN =
      new TensorCheck("not run", "none", Optional.empty(), Optional.empty(), Optional.empty());

  /** Checks verified weights. */
  static TensorCheck of(TensorModel model, String precision, Engines engines) {
    String name = "%s %s".formatted(model.id(), precision);
    try {
      var file = new TensorFile(name, model.weights(precision), model.manifest().maxBatchSize());
      OpenedTensors opened = engines.openTensors(file, 1, 1);
      try (TensorSession session = opened.sessions().getFirst()) {
        return run(session, opened, name);
      }
    } catch (ModelException e) {
      return new TensorCheck(
          "failed",
          "none",
          Optional.empty(),
          Optional.of(String.valueOf(e.getMessage())),
          Optional.empty());
    }
  }

  private static TensorCheck run(TensorSession session, OpenedTensors opened, String name) {
    Signature signature = session.signature();
    Optional<String> fallback =
        opened
            .fallback()
            .map(reason -> "%s runs on %s: %s".formatted(name, opened.device(), reason));
    try {
      session.run(signature.smallestInputs(), List.of());
      return new TensorCheck(
          "passed", opened.device(), Optional.of(signature), Optional.empty(), fallback);
    } catch (ModelException | ArithmeticException e) {
      String reason = "%s: self-test: %s".formatted(name, e.getMessage());
      // Which lengths an open axis may have, only its author knows.
      return signature.inputs().stream().allMatch(TensorCheck::isSettled)
          ? new TensorCheck(
              "failed", opened.device(), Optional.of(signature), Optional.of(reason), fallback)
          : new TensorCheck(
              "skipped",
              opened.device(),
              Optional.of(signature),
              Optional.empty(),
              Optional.of(reason));
    }
  }

  /** Whether the model says every length but that of a batch. */
  private static boolean isSettled(TensorSpec input) {
    return !input.shape().isEmpty()
        && !input.shape().subList(1, input.shape().size()).contains(TensorSpec.OPEN);
  }
}
