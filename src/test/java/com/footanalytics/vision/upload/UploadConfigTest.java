package com.footanalytics.vision.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadConfigTest {

  @Test
  void defaults() {
    UploadConfig config = config(Map.of());
    assertEquals(16L << 30, config.maxBytes());
    assertEquals(200L << 30, config.maxStoredBytes());
    assertEquals(Duration.ofDays(1), config.expiresAfter());
    assertEquals(Optional.empty(), config.keepVideos());
  }

  @Test
  void names() {
    UploadConfig config =
        config(
            Map.of(
                "ml-pipeline.upload.max-bytes", "7",
                "ml-pipeline.upload.max-stored-bytes", "0",
                "ml-pipeline.upload.expires-after", "PT2H",
                "ml-pipeline.upload.keep-videos", "P30D"));
    assertEquals(7, config.maxBytes());
    assertEquals(0, config.maxStoredBytes());
    assertEquals(Duration.ofHours(2), config.expiresAfter());
    assertEquals(Optional.of(Duration.ofDays(30)), config.keepVideos());
  }

  private static UploadConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(UploadConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(UploadConfig.class);
  }
}
