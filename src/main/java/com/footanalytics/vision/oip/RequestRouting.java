package com.footanalytics.vision.oip;

import com.footanalytics.vision.infer.Signature;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.pipeline.ServedDetector;
import com.footanalytics.vision.pipeline.ServedModel;
import java.util.Optional;

/**
 * Gives requests that name no version the one that is chosen for their caller, if that takes what
 * they send: encoded pictures, or tensors of a form that both versions have. Thread-safe.
 */
record RequestRouting(ModelRouting routing) {

  /**
   * The model that a request goes to.
   *
   * @param usual taken over: returned, or closed for another
   */
  ModelLease<ServedModel> of(InferRequest request, ModelLease<ServedModel> usual) {
    if (!request.version().isEmpty()) {
      return usual;
    }
    Optional<ModelLease<ServedDetector>> chosen =
        routing.chosen(Optional.of(request.model()), request.origin().identity());
    if (chosen.isEmpty()) {
      return usual;
    }
    ModelLease<ServedDetector> other = chosen.get();
    if (takes(other.model(), request, usual.model())) {
      usual.close();
      return other.as(detector -> detector);
    }
    other.close();
    return usual;
  }

  private static boolean takes(ServedDetector other, InferRequest request, ServedModel usual) {
    Signature signature = other.loaded().signature();
    return EncodedInput.isIn(request, other)
        ? signature.outputNames().containsAll(request.outputs())
        : signature.equals(usual.loaded().signature());
  }
}
