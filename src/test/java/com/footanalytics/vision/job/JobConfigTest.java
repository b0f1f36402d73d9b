package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobConfigTest {

  @Test
  void defaults() {
    JobConfig config = config(Map.of());
    assertEquals(100, config.maxQueued());
    assertEquals(10_000, config.maxEnded());
    assertEquals(1, config.concurrency());
    assertEquals(Duration.ofMillis(250), config.progressInterval());
    assertEquals(Duration.ofSeconds(20), config.drainLimit());
  }

  @Test
  void names() {
    JobConfig config =
        config(
            Map.of(
                "ml-pipeline.jobs.max-queued", "1",
                "ml-pipeline.jobs.max-ended", "2",
                "ml-pipeline.jobs.concurrency", "3",
                "ml-pipeline.jobs.progress-interval", "PT4S",
                "ml-pipeline.jobs.drain-limit", "PT5S"));
    assertEquals(1, config.maxQueued());
    assertEquals(2, config.maxEnded());
    assertEquals(3, config.concurrency());
    assertEquals(Duration.ofSeconds(4), config.progressInterval());
    assertEquals(Duration.ofSeconds(5), config.drainLimit());
  }

  private static JobConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(JobConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(JobConfig.class);
  }
}
