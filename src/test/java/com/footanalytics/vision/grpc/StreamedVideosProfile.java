package com.footanalytics.vision.grpc;

import com.footanalytics.vision.testing.TestingModels;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;

/** A service over the testing model, with room for larger videos. */
public final class StreamedVideosProfile implements QuarkusTestProfile {

  static final Path DATA = Path.of("target", "test-streams");

  @Override
  public Map<String, String> getConfigOverrides() {
    Path models = TestingModels.repository(DATA);
    return Map.of(
        "ml-pipeline.models-dir", models.toString(),
        "ml-pipeline.data-dir", DATA.toString(),
        "ml-pipeline.accuracy.at-load", "false",
        "ml-pipeline.upload.max-bytes", "50000000",
        "quarkus.grpc.server.test-port", "0");
  }
}
