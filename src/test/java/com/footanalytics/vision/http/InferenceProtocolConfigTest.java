package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InferenceProtocolConfigTest {

  @Test
  void defaults() {
    InferenceProtocolConfig config = config(Map.of());
    assertEquals(64 << 20, config.maxBodyBytes());
    assertEquals(256L << 20, config.poolBytes());
    assertEquals(Duration.ofSeconds(30), config.bodyTimeout());
  }

  @Test
  void names() {
    InferenceProtocolConfig config =
        config(
            Map.of(
                "ml-pipeline.inference-protocol.max-body-bytes", "1",
                "ml-pipeline.inference-protocol.pool-bytes", "2",
                "ml-pipeline.inference-protocol.body-timeout", "PT3S"));
    assertEquals(1, config.maxBodyBytes());
    assertEquals(2, config.poolBytes());
    assertEquals(Duration.ofSeconds(3), config.bodyTimeout());
  }

  private static InferenceProtocolConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(InferenceProtocolConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(InferenceProtocolConfig.class);
  }
}
