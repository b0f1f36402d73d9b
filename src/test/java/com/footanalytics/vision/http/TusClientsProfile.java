package com.footanalytics.vision.http;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service that takes large uploads. */
public final class TusClientsProfile implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "ml-pipeline.upload.max-bytes", "2147483648", "ml-pipeline.data-dir", "target/tus-data");
  }
}
