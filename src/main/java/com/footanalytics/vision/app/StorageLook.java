package com.footanalytics.vision.app;

import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the store of objects for one that is not there, and whether its folder can be written to.
 *
 * @param objects stay the caller's
 */
record StorageLook(ObjectStore objects) implements Supplier<Optional<String>> {

  /** No object has this key. */
  private static final ObjectKey NOTHING = new ObjectKey("health/nothing");

  @Override
  public Optional<String> get() {
    try {
      objects.size(NOTHING);
      return Files.isWritable(objects.staging())
          ? Optional.empty()
          : Optional.of(
              objects.staging()
                  + ": cannot be written to; see ml-pipeline.data-dir and ml-pipeline.storage");
    } catch (IOException | RuntimeException e) {
      return Optional.of(
          "the store of objects does not answer (%s); see ml-pipeline.storage"
              .formatted(e.getMessage()));
    }
  }
}
