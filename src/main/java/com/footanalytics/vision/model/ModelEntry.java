package com.footanalytics.vision.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One version of one model on disk, of whatever kind. */
public sealed interface ModelEntry permits ModelPackage, TensorModel {

  /** What a model is for. */
  enum Task {
    /** Finds objects in pictures. */
    DETECTION,
    /** Makes tensors of tensors; what they mean is its callers' matter. */
    TENSORS;

    /** The form manifests carry, such as {@code detection}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Name and version. */
  ModelId id();

  /** Where it lies. */
  Path folder();

  /** Weights by name of the precision. */
  Map<String, Weights> precisions();

  /** The precision used where none is asked for. */
  String defaultPrecision();

  /** Under which terms it may be used. */
  String licence();

  /**
   * The weights of a precision, not yet verified.
   *
   * @throws ModelException if there is no such precision, or no such file inside the folder
   */
  default Path weights(String precision) {
    return new ModelFolder(folder()).file(declared(precision).file());
  }

  /**
   * The weights of a precision after their checksum was found to be the manifest's.
   *
   * @throws ModelException as {@link #weights}, and if the checksum differs
   */
  default Path verifiedWeights(String precision) {
    return new ModelFolder(folder()).verified(declared(precision));
  }

  private Weights declared(String precision) {
    Weights weights = precisions().get(precision);
    if (weights == null) {
      throw new ModelException(
          "%s: no precision %s (expected: one of %s)"
              .formatted(id(), precision, precisions().keySet()));
    }
    return weights;
  }

  /**
   * Reads the manifest of a folder {@code <name>/<version>}.
   *
   * @throws ModelException if the manifest is refused or names another model than the folder
   */
  static ModelEntry open(ModelId id, Path folder) {
    Path file = folder.resolve(ModelManifest.FILE_NAME);
    ModelEntry entry =
        ManifestFile.read(
            file,
            document ->
                switch (task(document)) {
                  case DETECTION -> new ModelPackage(ManifestReader.manifest(document), folder);
                  case TENSORS -> new TensorModel(TensorManifest.read(document), folder);
                });
    if (!entry.id().equals(id)) {
      throw new ModelException(
          "%s: describes %s (expected: %s, as the folder says)".formatted(file, entry.id(), id));
    }
    return entry;
  }

  private static Task task(YamlSection document) {
    return document.choice("task", List.of(Task.values()));
  }
}
