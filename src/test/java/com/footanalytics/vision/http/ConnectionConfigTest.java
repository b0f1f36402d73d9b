package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionConfigTest {

  @Test
  void defaultsAndNames() {
    assertEquals(Duration.ofSeconds(10), config(Map.of()).headTimeout());
    assertEquals(
        Duration.ofMillis(1500),
        config(Map.of("ml-pipeline.connections.head-timeout", "PT1.5S")).headTimeout());
  }

  private static ConnectionConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(ConnectionConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(ConnectionConfig.class);
  }
}
