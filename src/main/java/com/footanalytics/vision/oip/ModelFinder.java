package com.footanalytics.vision.oip;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ServedModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the models that callers name. Thread-safe; reads the disk only to tell a model that is not
 * loaded from one that is not there.
 */
record ModelFinder(Detectors models) {

  /**
   * Lends a model.
   *
   * @param version the lowest that is loaded if empty
   * @throws FailureException if there is no such model, or it does not serve
   */
  ModelLease<ServedModel> lease(String name, String version) {
    return leaseIfReady(name, version).orElseThrow(() -> absent(name, version));
  }

  /**
   * Whether a model serves.
   *
   * @throws FailureException if there is no such model
   */
  boolean isReady(String name, String version) {
    try {
      Optional<ModelLease<ServedModel>> lease = leaseIfReady(name, version);
      lease.ifPresent(ModelLease::close);
      if (lease.isPresent()) {
        return true;
      }
    } catch (FailureException e) {
      if (e.failure().code() != Failure.Code.UNAVAILABLE) {
        throw e;
      }
    }
    if (!isKnown(name, version)) {
      throw absent(name, version);
    }
    return false;
  }

  private Optional<ModelLease<ServedModel>> leaseIfReady(String name, String version) {
    if (!ModelId.isName(name) || !(version.isEmpty() || ModelId.isVersion(version))) {
      throw new FailureException(Failure.Code.NOT_FOUND, unknown(name, version));
    }
    try {
      return models.leaseIfReady(
          name,
          version.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(version)));
    } catch (ModelException e) {
      throw new FailureException(
          isKnown(name, version) ? Failure.Code.UNAVAILABLE : Failure.Code.NOT_FOUND,
          String.valueOf(e.getMessage()));
    }
  }

  private FailureException absent(String name, String version) {
    return isKnown(name, version)
        ? new FailureException(
            Failure.Code.UNAVAILABLE,
            "model %s%s: not loaded (expected: a load by the repository's call)"
                .formatted(name, version.isEmpty() ? "" : ":" + version))
        : new FailureException(Failure.Code.NOT_FOUND, unknown(name, version));
  }

  private boolean isKnown(String name, String version) {
    try {
      return models.known().stream()
          .anyMatch(id ->
              id.name().equals(name)
                  && (version.isEmpty() || version.equals(Integer.toString(id.version()))));
    } catch (ModelException _) {
      return false;
    }
  }

  private static String unknown(String name, String version) {
    return version.isEmpty()
        ? "model %s: unknown".formatted(name)
        : "model %s: unknown version %s".formatted(name, version);
  }

  /** Versions of a model that serve, in order. */
  List<String> versions(String name) {
    return models.serving().stream()
        .filter(id -> id.name().equals(name))
        .map(id -> Integer.toString(id.version()))
        .toList();
  }
}
