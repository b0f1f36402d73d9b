package com.footanalytics.vision.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageConfigTest {

  @TempDir private Path data;

  @Test
  void filesInTheDataFolderByDefault() throws IOException {
    StorageConfig config = config(Map.of());
    assertEquals(50L << 30, config.cacheBytes());
    assertEquals(Optional.empty(), config.cacheDir());
    try (ObjectStore store = ObjectStores.open(config, data)) {
      assertInstanceOf(FileObjectStore.class, store);
      store.put(new ObjectKey("contents/ab"), new byte[1]);
    }
    assertTrue(Files.exists(data.resolve("objects/contents/ab")));
  }

  @Test
  void names() throws IOException {
    StorageConfig config =
        config(
            Map.of(
                "ml-pipeline.storage.kind", "s3",
                "ml-pipeline.storage.bucket", "videos",
                "ml-pipeline.storage.endpoint", "http://127.0.0.1:9000",
                "ml-pipeline.storage.region", "eu-central-1",
                "ml-pipeline.storage.path-style", "true",
                "ml-pipeline.storage.access-key", "key",
                "ml-pipeline.storage.secret-key", "secret",
                "ml-pipeline.storage.cache-bytes", "7"));
    assertEquals(Optional.of(URI.create("http://127.0.0.1:9000")), config.endpoint());
    assertEquals(Optional.of("eu-central-1"), config.region());
    assertEquals(7, config.cacheBytes());
    assertTrue(config.pathStyle());
    try (ObjectStore store = ObjectStores.open(config, data)) {
      assertInstanceOf(S3ObjectStore.class, store);
      assertTrue(store.staging().startsWith(data.resolve("cache").toRealPath()));
    }
  }

  private static StorageConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(StorageConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(StorageConfig.class);
  }
}
