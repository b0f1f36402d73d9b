package com.footanalytics.vision.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlagsConfigTest {

  @Test
  void noServerIsAskedByDefault() {
    FlagsConfig config = config(Map.of());
    assertEquals(Optional.empty(), config.key());
    assertEquals("https://edge.api.flagsmith.com/api/v1/", config.url());
    assertEquals(Duration.ofSeconds(30), config.refresh());
    assertEquals(Duration.ofSeconds(5), config.timeout());
    assertEquals(Optional.empty(), config.file());
  }

  @Test
  void names() {
    FlagsConfig config =
        config(
            Map.of(
                "ml-pipeline.flags.key", "ser.k",
                "ml-pipeline.flags.url", "http://flagsmith/api/v1/",
                "ml-pipeline.flags.refresh", "PT10S",
                "ml-pipeline.flags.timeout", "PT2S",
                "ml-pipeline.flags.file", "/etc/flags.json"));
    assertEquals(Optional.of("ser.k"), config.key());
    assertEquals("http://flagsmith/api/v1/", config.url());
    assertEquals(Duration.ofSeconds(10), config.refresh());
    assertEquals(Duration.ofSeconds(2), config.timeout());
    assertEquals(Optional.of(Path.of("/etc/flags.json")), config.file());
  }

  private static FlagsConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(FlagsConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(FlagsConfig.class);
  }
}
