package com.footanalytics.vision.storage;

import java.io.IOException;
import java.nio.file.Path;

/** Opens the store that the configuration names. */
public final class ObjectStores {

  private ObjectStores() {}

  /**
   * Opens a store.
   *
   * @param dataDir the service's data folder
   * @return to be closed by the caller
   * @throws IOException if a folder cannot be used
   * @throws IllegalArgumentException if the configuration contradicts itself; says which option
   */
  public static ObjectStore open(StorageConfig config, Path dataDir) throws IOException {
    return switch (config.kind()) {
      case FILE -> FileObjectStore.open(dataDir.resolve("objects"), config.reserveBytes());
      case S3 ->
          S3ObjectStore.open(
              S3Connection.open(config),
              config.cacheDir().orElse(dataDir.resolve("cache")),
              config.cacheBytes(),
              config.reserveBytes());
    };
  }
}
