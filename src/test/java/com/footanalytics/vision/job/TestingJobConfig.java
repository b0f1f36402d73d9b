package com.footanalytics.vision.job;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The settings of jobs as they are, but for what a test names. */
public final class TestingJobConfig {

  private TestingJobConfig() {}

  /**
   * @param namesAndValues names without their prefix, each followed by its value
   */
  public static JobConfig of(String... namesAndValues) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.put("ml-pipeline.jobs." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return new SmallRyeConfigBuilder()
        .withMapping(JobConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(JobConfig.class);
  }
}
