package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectConfigTest {

  @Test
  void defaults() {
    DetectConfig config = config(Map.of());
    assertEquals(20 << 20, config.maxPictureBytes());
    assertEquals(Duration.ofSeconds(2), config.defaultTimeout());
    assertEquals(Duration.ofSeconds(30), config.maxTimeout());
  }

  @Test
  void names() {
    DetectConfig config =
        config(
            Map.of(
                "ml-pipeline.detect.max-picture-bytes", "1",
                "ml-pipeline.detect.default-timeout", "PT2M",
                "ml-pipeline.detect.max-timeout", "PT3M"));
    assertEquals(1, config.maxPictureBytes());
    assertEquals(Duration.ofMinutes(2), config.defaultTimeout());
    assertEquals(Duration.ofMinutes(3), config.maxTimeout());
  }

  private static DetectConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(DetectConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(DetectConfig.class);
  }
}
