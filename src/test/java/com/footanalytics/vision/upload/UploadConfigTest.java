package com.footanalytics.vision.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadConfigTest {

  @Test
  void sixteenGibibytesByDefault() {
    assertEquals(16L << 30, config(Map.of()).maxBytes());
  }

  @Test
  void names() {
    assertEquals(7, config(Map.of("ml-pipeline.upload.max-bytes", "7")).maxBytes());
  }

  private static UploadConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(UploadConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(UploadConfig.class);
  }
}
