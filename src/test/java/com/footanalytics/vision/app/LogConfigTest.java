package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogConfigTest {

  @Test
  void theLogIsForPeopleUnlessTheEnvironmentSaysOtherwise() {
    assertFalse(config(Map.of()).json());
    assertTrue(config(Map.of("ML_PIPELINE_LOG_JSON", "true")).json());
  }

  private static LogConfig config(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withMapping(LogConfig.class)
        .withSources(new EnvConfigSource(environment, 300))
        .build()
        .getConfigMapping(LogConfig.class);
  }
}
