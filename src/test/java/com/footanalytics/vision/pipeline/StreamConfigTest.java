package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamConfigTest {

  @Test
  void defaultsAndNames() {
    assertEquals(4, config(Map.of()).concurrency());
    assertEquals(7, config(Map.of("ml-pipeline.streams.concurrency", "7")).concurrency());
  }

  private static StreamConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(StreamConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(StreamConfig.class);
  }
}
