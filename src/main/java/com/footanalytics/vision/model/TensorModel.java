package com.footanalytics.vision.model;

import java.nio.file.Path;
import java.util.Map;

/**
 * One version of one model for tensors on disk.
 *
 * @param manifest what {@code model.yaml} says
 * @param folder where it lies
 */
public record TensorModel(TensorManifest manifest, Path folder) implements ModelEntry {

  @Override
  public ModelId id() {
    return manifest.id();
  }

  @Override
  public Map<String, Weights> precisions() {
    return manifest.precisions();
  }

  @Override
  public String defaultPrecision() {
    return manifest.defaultPrecision();
  }

  @Override
  public String licence() {
    return manifest.licence();
  }
}
