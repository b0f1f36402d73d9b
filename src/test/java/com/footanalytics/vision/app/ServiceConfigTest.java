package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ServiceConfigTest {

  @Test
  void defaults() {
    ServiceConfig config = config(Map.of());
    assertEquals(Path.of("./data"), config.dataDir());
    assertEquals(Path.of("./models"), config.modelsDir());
  }

  @Test
  void namesInTheEnvironment() {
    ServiceConfig config =
        config(Map.of("ML_PIPELINE_DATA_DIR", "/srv/data", "ML_PIPELINE_MODELS_DIR", "/models"));
    assertEquals(Path.of("/srv/data"), config.dataDir());
    assertEquals(Path.of("/models"), config.modelsDir());
  }

  /** The HTTP server takes its body limit from the same setting. */
  @Test
  void theServerFollowsTheFeatures() throws IOException {
    Properties properties = new Properties();
    try (InputStream file = getClass().getResourceAsStream("/application.properties")) {
      properties.load(file);
    }
    assertEquals(
        "${ml-pipeline.upload.max-bytes}",
        properties.getProperty("quarkus.http.limits.max-body-size"));
    assertEquals("8080", properties.getProperty("quarkus.http.port"));
    assertEquals("9001", properties.getProperty("quarkus.management.port"));
    assertEquals("17179869184", properties.getProperty("ml-pipeline.upload.max-bytes"));
    assertEquals("./data", properties.getProperty("ml-pipeline.data-dir"));
  }

  private static ServiceConfig config(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withMapping(ServiceConfig.class)
        .withSources(new EnvConfigSource(environment, 300))
        .build()
        .getConfigMapping(ServiceConfig.class);
  }
}
