package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.infer.DeviceChoice;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InferenceConfigTest {

  @Test
  void theBestDeviceInFullPrecisionByDefault() {
    InferenceConfig config = config(Map.of());
    assertEquals(DeviceChoice.AUTO, config.device());
    assertEquals(false, config.requireGpu());
    assertEquals(0, config.gpu());
    assertEquals(OptionalLong.empty(), config.gpuMemoryLimit());
    assertEquals(2, config.gpuSessions());
    assertEquals(false, config.fp16());
    assertEquals(true, config.int8());
    assertEquals(false, config.cudaGraphs());
    assertEquals(Optional.empty(), config.cacheDir());
  }

  @Test
  void names() {
    InferenceConfig config =
        config(
            Map.of(
                "ml-pipeline.inference.device", "tensorrt",
                "ml-pipeline.inference.require-gpu", "true",
                "ml-pipeline.inference.gpu", "1",
                "ml-pipeline.inference.gpu-memory-limit", "1073741824",
                "ml-pipeline.inference.gpu-sessions", "4",
                "ml-pipeline.inference.fp16", "true",
                "ml-pipeline.inference.int8", "false",
                "ml-pipeline.inference.cuda-graphs", "true",
                "ml-pipeline.inference.cache-dir", "/cache"));
    assertEquals(DeviceChoice.TENSORRT, config.device());
    assertEquals(true, config.requireGpu());
    assertEquals(1, config.gpu());
    assertEquals(OptionalLong.of(1 << 30), config.gpuMemoryLimit());
    assertEquals(4, config.gpuSessions());
    assertEquals(true, config.fp16());
    assertEquals(false, config.int8());
    assertEquals(true, config.cudaGraphs());
    assertEquals(Optional.of(Path.of("/cache")), config.cacheDir());
  }

  private static InferenceConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(InferenceConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(InferenceConfig.class);
  }
}
