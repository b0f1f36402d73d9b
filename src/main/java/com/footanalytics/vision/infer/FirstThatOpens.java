package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.ModelException;
import java.util.ArrayList;
import java.util.function.Function;

/** Tries one way to run a model after the other and keeps why each was passed over. */
final class FirstThatOpens {

  private FirstThatOpens() {}

  /**
   * The first attempt that opens. What the last one throws, if it is the processor, is the model's
   * own fault and thrown on.
   *
   * @param <T> what an opened model is
   * @param name what errors call the model
   * @param open opens all sessions of a model, or throws and leaves none open
   * @throws ModelException if no attempt opened
   */
  static <T extends Opened<T>> T of(AttemptPlan plan, String name, Function<Attempt, T> open) {
    var reasons = new ArrayList<>(plan.ruledOut());
    for (Attempt attempt : plan.attempts()) {
      try {
        return open.apply(attempt).inPlaceOf(reasons);
      } catch (RuntimeException | LinkageError e) {
        if (attempt.equals(Attempt.CPU)) {
          throw e;
        }
        reasons.add(attempt.label() + ": " + OnnxRuntimeEngine.rootMessage(e));
      }
    }
    throw new ModelException(
        "ml-pipeline.inference.require-gpu: %s cannot run on a GPU: %s"
                .formatted(
                    name, reasons.isEmpty() ? "none was asked for" : String.join("; ", reasons))
            + "; false lets it run on the processor");
  }
}
