package com.footanalytics.vision.trace;

import com.footanalytics.vision.testing.PackagedService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts the packaged service with the agent of the build. */
final class TracedService {

  /** Its default model; version 1 serves. */
  static final String MODEL = "football-detector";

  private static final Path AGENT = Path.of("target/agent").toAbsolutePath();

  private TracedService() {}

  /**
   * Returns when it listens.
   *
   * @param receiver gets all spans
   * @param more variables it gets besides
   */
  static PackagedService start(Path folder, OtlpReceiver receiver, Map<String, String> more)
      throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "100");
    environment.put("ML_PIPELINE_ACCURACY_AT_LOAD", "false");
    environment.put("ML_PIPELINE_ANALYSIS_MODEL", MODEL + ":1");
    return PackagedService.start(
        folder,
        environment,
        "-javaagent:" + AGENT.resolve("opentelemetry-javaagent.jar"),
        "-Dotel.javaagent.configuration-file=" + AGENT.resolve("agent.properties"));
  }
}
