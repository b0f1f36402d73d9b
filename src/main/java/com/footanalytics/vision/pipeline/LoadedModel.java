package com.footanalytics.vision.pipeline;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.infer.Signature;
import com.footanalytics.vision.infer.TensorSession;
import com.footanalytics.vision.model.ModelEntry;
import com.footanalytics.vision.model.ModelRegistry;
import com.footanalytics.vision.model.Weights;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.util.Optional;
import java.util.function.Function;

/** A model whose sessions are open. Owns them. Thread-safe. */
public sealed interface LoadedModel extends ModelRegistry.Loaded
    permits LoadedDetector, LoadedTensors {

  /** What it was loaded from. */
  ModelEntry model();

  ModelIdentity identity();

  /** Why it does not run on the device that was wanted; empty if it does. */
  Optional<String> fallback();

  /** What its graph takes and gives. */
  Signature signature();

  /** Rows of the largest batch; 0 if the first axis is no batch. */
  int largestBatch();

  /** Sessions that may run side by side. */
  int sessions();

  /** Lends a session for the length of one call; waits for one. */
  <R> R withTensors(Function<TensorSession, R> use) throws InterruptedException;

  /** Name of the weights file. */
  default String fileName() {
    return weights().file();
  }

  /** SHA-256 of the verified weights file, lower-case hex. */
  default String weightsSha256() {
    return weights().sha256();
  }

  private Weights weights() {
    return requireNonNull(model().precisions().get(identity().precision()));
  }
}
