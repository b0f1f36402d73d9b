package com.footanalytics.vision.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GpuConfigTest {

  @Test
  void theDriverIsAskedEveryTwoSecondsByDefault() {
    GpuConfig config = config(Map.of());
    assertEquals(true, config.watched());
    assertEquals(Duration.ofSeconds(2), config.period());
    assertEquals(Duration.ofSeconds(10), config.patience());
    assertEquals("libnvidia-ml.so.1", config.library());
  }

  @Test
  void names() {
    GpuConfig config =
        config(
            Map.of(
                "ml-pipeline.gpu.watched", "false",
                "ml-pipeline.gpu.period", "PT1S",
                "ml-pipeline.gpu.patience", "PT3S",
                "ml-pipeline.gpu.library", "/opt/nvidia/libnvidia-ml.so"));
    assertEquals(false, config.watched());
    assertEquals(Duration.ofSeconds(1), config.period());
    assertEquals(Duration.ofSeconds(3), config.patience());
    assertEquals("/opt/nvidia/libnvidia-ml.so", config.library());
  }

  private static GpuConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(GpuConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(GpuConfig.class);
  }
}
